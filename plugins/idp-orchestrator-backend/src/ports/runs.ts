import type {
  FeedEntry,
  FlowDefinition,
  LogPage,
  LogStream,
  Run,
  RunFact,
  RunPage,
  RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';

import type { AuthorityStore, RunAuthority } from './authority';

export interface NewRun {
  run: Omit<Run, 'lastSeq'>;
  definition: FlowDefinition;
  idempotencyKey?: string;
  /** Instead of what the definition says of runs at the same time. */
  concurrency?: FlowDefinition['concurrency'];
  /** Names of the services that it starts or stops. */
  services?: string[];
  /** With whose rights it does what it does later, if it does. */
  authority?: RunAuthority;
}

/** A worker's right to write to a run, until another worker takes it. */
export interface Claim {
  runId: string;
  /** Grows with each claim; a write with an older ticket is refused. */
  ticket: number;
}

/**
 * A run that needs no worker until a time (ms since 1970; for ever when
 * absent), decided at its entry `lastSeq`: any later entry ends the rest.
 */
export interface RunRest {
  lastSeq: number;
  until?: number;
  /** A worker of this host need not wait for that time. */
  host?: string;
}

/** Finished runs that may go: older than a time (ms since 1970), or beyond a number. */
export interface RetentionRule {
  finishedBefore: number;
  keepNewest: number;
}

/** Why a run is not worked on yet: how many come before it, and who holds its lock. */
export type QueuePlace =
  | { kind: 'worker'; ahead: number }
  /** No living worker has all of these. */
  | { kind: 'labels'; labels: string[] }
  | {
      kind: 'lock';
      key: string;
      ahead: number;
      since: string;
      holderId: string;
      holderTitle: string;
    };

/** Masked lines of one stream, as the bridge hands them over. */
export interface LogBatch {
  stepId: string;
  attempt: number;
  stream: LogStream;
  lines: string[];
  /** Where reading goes on in the stream's file, in bytes. */
  endOffset: number;
}

/** How far an attempt's output is stored: bytes of each file, lines of both. */
export interface LogPosition {
  stdout: number;
  stderr: number;
  lines: number;
}

/** What one commit adds to a run. All of it, or nothing. */
export interface RunEntries {
  facts: RunFact[];
  logs: LogBatch[];
}

export type AppendResult =
  | { result: 'appended'; run: Run; entries: FeedEntry[] }
  /** Another worker has the run now; nothing was written. */
  | { result: 'claim-lost' }
  /** Somebody (a cancel request) wrote first; read the run and decide again. */
  | { result: 'behind' };

/** What a run is told apart by when it is asked who may see it. */
export type RunTrait =
  'flow' | 'risk' | 'environment' | 'initiator' | 'onBehalfOf';

/** An empty text where a run has none. */
export type RunTraits = Record<RunTrait, string>;

/** Which runs: those with one of these values, and what is made of such terms. */
export type RunCondition =
  | { trait: RunTrait; oneOf: string[] }
  | { allOf: RunCondition[] }
  | { anyOf: RunCondition[] }
  | { not: RunCondition };

export interface RunFilter {
  /** Of all runs, those that the caller may see. */
  within?: RunCondition;
  flow?: string;
  statuses?: RunStatus[];
  environment?: string;
  initiator?: string;
  /** Only runs that start or stop this service. */
  service?: string;
  since?: string;
  until?: string;
  text?: string;
}

export interface LogRange {
  runId: string;
  stepId: string;
  attempt?: number;
  stream?: LogStream;
  from: number;
  to: number;
}

/** A worker that has runs; its newest lease ends at `leaseUntil`, which grows while it lives. */
export interface RunHolder {
  worker: string;
  leaseUntil: number;
}

export interface RunStore extends AuthorityStore {
  /** The same idempotency key gives the run that was made first. */
  create(run: NewRun): Promise<{ run: Run; created: boolean }>;
  /** Takes a run that nobody works on, or whose worker's lease ran out. */
  claim(
    runId: string,
    lease: { worker: string; until: number },
  ): Promise<
    { claim: Claim; run: Run; definition: FlowDefinition } | undefined
  >;
  /** Keeps these claims of a worker; returns those that it still holds. */
  renewLeases(
    lease: { worker: string; until: number },
    runIds: string[],
  ): Promise<Array<{ runId: string; lastSeq: number }>>;
  /** Gives a run back: another worker may take it at once, or when its rest is over. */
  release(claim: Claim, rest?: RunRest): Promise<void>;
  /**
   * Gives back the runs of a worker that is known to be dead; returns how
   * many. Those whose lease was renewed since `leaseUntil` was read stay with
   * it: it lives.
   */
  releaseAll(holder: RunHolder): Promise<number>;
  /** Ids of unfinished runs that nobody works on and this process may take, oldest first. */
  listClaimable(now: number): Promise<string[]>;
  /** Of these, those that were being worked on: their scripts may run, with nobody to follow them. */
  listInterrupted(now: number): Promise<string[]>;
  /** Removes some finished runs with all that is known of them; returns how many. */
  remove(rule: RetentionRule): Promise<number>;
  /** Which of these are there and not finished. */
  findUnfinished(runIds: string[]): Promise<string[]>;
  queuePlace(runId: string): Promise<QueuePlace | undefined>;
  /** The workers that hold a run now. */
  listWorkers(): Promise<RunHolder[]>;
  /** Writes on top of `run`, the state that the caller decided from. */
  append(claim: Claim, run: Run, entries: RunEntries): Promise<AppendResult>;
  /** A fact from somebody who does not work on the run, for example a cancel request. */
  appendUnclaimed(
    runId: string,
    decide: (run: Run) => RunFact[],
  ): Promise<{ run: Run; entries: FeedEntry[] }>;
  get(runId: string): Promise<Run | undefined>;
  /** The run that was made with an idempotency key, if one was. */
  findByKey(idempotencyKey: string): Promise<Run | undefined>;
  /** Without reading its state. */
  getTraits(runId: string): Promise<RunTraits | undefined>;
  getDefinition(runId: string): Promise<FlowDefinition | undefined>;
  list(
    filter: RunFilter,
    page: { limit: number; cursor?: string },
  ): Promise<RunPage>;
  count(filter: RunFilter): Promise<number>;
  /** Of each of these services, the newest run that starts or stops it. */
  listLastChanges(
    environment: string,
    services: string[],
  ): Promise<Map<string, Run>>;
  readFeed(
    runId: string,
    range: { after: number; limit: number },
  ): Promise<FeedEntry[]>;
  readLog(range: LogRange): Promise<LogPage>;
  logPosition(
    runId: string,
    stepId: string,
    attempt: number,
  ): Promise<LogPosition>;
}
