import type {
  FeedEntry,
  FlowDefinition,
  LastRun,
  LogPage,
  LogStream,
  Page,
  Run,
  RunFact,
  RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';

import type { AuthorityStore, RunAuthority } from './authority';
import type { OpenCall } from './calls';
import type { MonotonicTime } from './clock';
import type { SealedSecrets } from './secrets';

export interface NewRun {
  run: Omit<Run, 'lastSeq'>;
  definition: FlowDefinition;
  idempotencyKey?: string;
  /** Replaces what the definition says of runs at the same time. */
  concurrency?: FlowDefinition['concurrency'];
  /** The run at the top of its tree, where a step started it. */
  root?: string;
  /** The names of the services that the run starts or stops. */
  services?: string[];
  /** The labels that its worker must have, beside those of the definition. */
  labels?: string[];
  /** The rights with which it does what it does later, if it does. */
  authority?: RunAuthority;
  /** What was typed into secret fields of its input. */
  secrets?: SealedSecrets;
  /** The audited call that asked for it, to be written as under way with it. */
  opening?: OpenCall;
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
  /** The host whose workers need not wait for that time. */
  host?: string;
  /** True when a window holds a step of it, so that it is looked at when windows change. */
  isHeld?: boolean;
}

/** Finished runs that may go: older than a time (ms since 1970), or beyond a number. */
export interface RetentionRule {
  finishedBefore: number;
  keepNewest: number;
}

/** The most runs that are counted before another one: each look at a run in the queue asks anew. */
export const MOST_AHEAD = 1_000;

/** The reason why a run is not worked on yet: how many come before it, and who holds its lock. */
export type QueuePlace =
  | { kind: 'worker'; ahead: number }
  /** No living worker has all of these labels. */
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
  /** The byte of the stream's file at which reading goes on. */
  endOffset: number;
}

/** The end of an attempt's stored output: bytes of each file, lines of both. */
export interface LogPosition {
  stdout: number;
  stderr: number;
  lines: number;
}

/** The entries that one commit adds to a run: all of them, or none. */
export interface RunEntries {
  facts: RunFact[];
  logs: LogBatch[];
}

/** What touched a service last. */
export interface LastTouch {
  run: Run;
  stepId?: string;
  /** What the step did to it, as it or its script says. */
  what?: string;
  /** ISO 8601. */
  at: string;
}

export type AppendResult =
  | { result: 'appended'; run: Run; entries: FeedEntry[] }
  /** Another worker has the run now; nothing was written. */
  | { result: 'claim-lost' }
  /** Somebody (a cancel request) wrote first; read the run and decide again. */
  | { result: 'behind' };

/**
 * A trait by which it is decided who may see a run.
 *
 * @public
 */
export type RunTrait =
  'flow' | 'risk' | 'environment' | 'initiator' | 'onBehalfOf';

/** The traits of a run; a trait that it does not have is an empty text. */
export type RunTraits = Record<RunTrait, string>;

/** A condition on runs: that a trait has one of these values, or what is made of such terms. */
export type RunCondition =
  | { trait: RunTrait; oneOf: string[] }
  | { allOf: RunCondition[] }
  | { anyOf: RunCondition[] }
  | { not: RunCondition };

export interface RunFilter {
  /** Limits the runs to those that the caller may see. */
  within?: RunCondition;
  flow?: string;
  statuses?: RunStatus[];
  environment?: string;
  initiator?: string;
  /** Limits the runs to those that start or stop this service. */
  service?: string;
  since?: string;
  until?: string;
  text?: string;
  /** True for those that failed and that nobody has dealt with. */
  open?: boolean;
  /** The id of a run: limits the runs to those of its tree that steps started. */
  tree?: string;
}

export interface LogRange {
  runId: string;
  stepId: string;
  attempt?: number;
  stream?: LogStream;
  from: number;
  to: number;
}

/** A worker that is silent for this long (ms) has lost its runs. */
export const LEASE_MS = 10_000;

/** A lease as others see it, and as this process, which knows by its own clock that nobody else has the run. */
export interface RunLease {
  /** What others see, which is not the same after a renewal. */
  until: number;
  begun: MonotonicTime;
  /** How far the clock of the wall had been set then. */
  drift: number;
}

/**
 * A worker that has runs, and a lease that it has them with. `leaseUntil` is
 * another one after each renewal. It says when the lease ends by the clock of
 * the worker's host, which may be wrong or be set: whoever wants to know whether
 * the worker lives watches for how long it stays the same.
 */
export interface RunHolder {
  worker: string;
  leaseUntil: number;
}

/** Keeps finished runs in a fraction of their room; whoever reads them does not notice. */
export interface RunCompaction {
  /**
   * Compacts what is to be compacted by now, until `signal` aborts. Where that is
   * switched off, it undoes it instead.
   *
   * @returns how many runs
   */
  run(signal: AbortSignal): Promise<number>;
}

/** A run that somebody may write to. */
export interface ClaimedRun {
  claim: Claim;
  run: Run;
  definition: FlowDefinition;
}

/** A lease with which a run is claimed as it is made. */
export interface FirstLease {
  worker: string;
  until: number;
  /**
   * Says what its worker writes to it first, which is written by the commit that
   * makes it; is asked only when the run is claimed.
   */
  begin(run: Run, definition: FlowDefinition): RunFact[];
}

/** A run that was asked for: a new one, or the one that was made with the same key. */
export interface MadeRun {
  run: Run;
  created: boolean;
  /** Set when the commit that made it claimed it too; `entries` is what it was begun with. */
  claimed?: ClaimedRun & { entries: FeedEntry[] };
}

export interface RunStore extends AuthorityStore {
  /**
   * Creates a run; the same idempotency key gives the run that was made first.
   * With a lease it is claimed from the start, where a worker may claim it now
   * that need not wait for anybody.
   */
  create(run: NewRun, lease?: FirstLease): Promise<MadeRun>;
  /** Takes a run that nobody works on. */
  claim(
    runId: string,
    lease: { worker: string; until: number },
  ): Promise<ClaimedRun | undefined>;
  /** Keeps these claims of a worker; returns those that it still holds. */
  renewLeases(
    lease: { worker: string; until: number },
    runIds: string[],
  ): Promise<Array<{ runId: string; lastSeq: number }>>;
  /** Gives a run back: another worker may take it at once, or when its rest is over. */
  release(claim: Claim, rest?: RunRest): Promise<void>;
  /**
   * Gives back the runs that a worker has with a lease, since it is known to be
   * dead or was silent for too long; returns how many. Those whose lease was
   * renewed since it was read stay with it: it lives.
   */
  releaseAll(holder: RunHolder): Promise<number>;
  /** Lists the ids of unfinished runs that nobody works on and this process may take, oldest first. */
  listClaimable(now: number, limit?: number): Promise<string[]>;
  /**
   * Lists those of the claimable runs that were being worked on: their scripts
   * may run, with nobody to follow them.
   */
  listInterrupted(now: number): Promise<string[]>;
  /** Removes finished runs with all that is known of them, until `signal` aborts; returns how many. */
  remove(rule: RetentionRule, signal?: AbortSignal): Promise<number>;
  /** Lists which of these runs are there, and whether each is finished. */
  findKnown(
    runIds: string[],
  ): Promise<Array<{ id: string; finished: boolean }>>;
  queuePlace(runId: string): Promise<QueuePlace | undefined>;
  /** Lists who holds runs now, each worker once for each lease that it has runs with. */
  listHolders(): Promise<RunHolder[]>;
  /** Writes entries on top of `run`, the state that the caller decided from. */
  append(claim: Claim, run: Run, entries: RunEntries): Promise<AppendResult>;
  /** Writes facts from somebody who does not work on the run, for example a cancel request. */
  appendUnclaimed(
    runId: string,
    decide: (run: Run) => RunFact[],
  ): Promise<{ run: Run; entries: FeedEntry[] }>;
  get(runId: string): Promise<Run | undefined>;
  /** Returns the run that was made with an idempotency key, if one was. */
  findByKey(idempotencyKey: string): Promise<Run | undefined>;
  /** Counts the runs of a tree without the one at its top. */
  countBelow(root: string): Promise<number>;
  /** Reads the traits of a run without reading its state. */
  getTraits(runId: string): Promise<RunTraits | undefined>;
  getDefinition(runId: string): Promise<FlowDefinition | undefined>;
  list(
    filter: RunFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<Run>>;
  count(filter: RunFilter): Promise<number>;
  /** Lists what touched each of these services last; a run that was to and did not is not meant. */
  listLastChanges(
    environment: string,
    services: string[],
  ): Promise<Map<string, LastTouch>>;
  /**
   * Lists the newest run of each of these flows that is within a condition, if
   * one of the newest 200 is: the cost of it does not grow with the history.
   */
  listLastRuns(
    flows: string[],
    within?: RunCondition,
  ): Promise<Map<string, LastRun>>;
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
