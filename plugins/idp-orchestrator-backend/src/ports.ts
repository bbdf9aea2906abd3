/**
 * What the domain asks of the world. Edges (bridge, database, dispatch)
 * implement these; the engine, the steps and the use cases know nothing else.
 */
import type {
  Annotation,
  AuditEntry,
  FeedEntry,
  FlowDefinition,
  FlowProblem,
  LogPage,
  LogStream,
  Page,
  Progress,
  Risk,
  Run,
  RunError,
  RunFact,
  RunPage,
  RunStats,
  RunStatus,
  StartRunRequest,
  Usage,
} from '@idp/backstage-plugin-idp-orchestrator-common';

export * from './ports/health';

/** Time and sleeping; fake in tests. `now` is milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves after `ms` (any length), or at once when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// ---------------------------------------------------------------- runs

export interface NewRun {
  run: Omit<Run, 'lastSeq'>;
  definition: FlowDefinition;
  idempotencyKey?: string;
  /** Names of the services that it starts or stops. */
  services?: string[];
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

export interface RunStore {
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

// --------------------------------------------------------------- audit

/** What somebody wants to do, and from where; no more of the input than its digest. */
export type AuditedCall = Pick<
  AuditEntry,
  'act' | 'by' | 'origin' | 'subject' | 'environment' | 'inputDigest' | 'reason'
>;

/** A call that is under way. */
export interface OpenCall {
  id: string;
  /** ms since 1970. */
  openedAt: number;
  call: AuditedCall;
}

/** The newest entry of the record; number 0 when there is none. */
export type AuditEnd = Pick<AuditEntry, 'number' | 'digest'>;

export interface AuditFilter {
  act?: string;
  outcome?: AuditEntry['outcome'];
  /** Who asked, or on whose behalf. */
  initiator?: string;
  environment?: string;
  /** Id of what it was about. */
  subject?: string;
  since?: string;
  until?: string;
}

/** The record of what was asked for and what came of it. It only grows. */
export interface AuditStore {
  /** Before a call does anything. */
  open(call: OpenCall): Promise<void>;
  listOpen(openedBefore: number): Promise<OpenCall[]>;
  /**
   * Adds an entry that is made from the end of the record, one at a time
   * whatever the number of processes. `close` is the open call that it tells
   * the ending of; with `ifOpen` nothing is written when that was told before.
   */
  append(
    make: (end: AuditEnd) => AuditEntry,
    close?: { id: string; ifOpen?: boolean },
  ): Promise<AuditEntry | undefined>;
  end(): Promise<AuditEnd>;
  /** Newest first; the cursor is an entry's number. */
  list(
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<AuditEntry>>;
  /** Oldest first. */
  read(range: { after: number; limit: number }): Promise<AuditEntry[]>;
}

/** Which endings statistics are made of. */
export interface StatsFilter {
  /** Of all runs, those that the caller may see. */
  within?: RunCondition;
  flow?: string;
  environment?: string;
  /** ISO 8601; `until` is not included. */
  since: string;
  until: string;
}

/** How runs went: counted when they have ended, apart from the runs themselves. */
export interface RunStatistics {
  /** Counts some finished runs that are not counted yet; returns how many. */
  record(): Promise<number>;
  read(filter: StatsFilter): Promise<RunStats>;
  /** Forgets what ended before a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}

// ---------------------------------------------------------- processes

/** A process of this plugin. */
export interface RegisteredWorker {
  name: string;
  role: 'all' | 'api' | 'worker';
  labels: string[];
  /** Its last sign of life, in ms since 1970. */
  seenAt: number;
}

/** The processes that are there. */
export interface WorkerRegistry {
  report(worker: RegisteredWorker): Promise<void>;
  /** Reports a worker unless another one is there, which is returned then. */
  reportAlone(
    worker: RegisteredWorker,
    isOver: (other: RegisteredWorker) => boolean,
  ): Promise<RegisteredWorker | undefined>;
  withdraw(names: string[]): Promise<void>;
  list(): Promise<RegisteredWorker[]>;
}

/** Keys to sign with, which no person knows; every process of this plugin gets the same. */
export interface SharedSecrets {
  /** Made when it is asked for first. */
  read(name: string): Promise<string>;
}

/**
 * A connection to the database for as long as this process lives, apart from
 * moments in which it has to be made again. What is said while it is away is
 * not heard: whoever listens must also ask the database.
 */
export interface DatabaseSession {
  /** False where there is none: then other processes are neither heard nor seen. */
  readonly connected: boolean;
  tell(channel: string, text: string): void;
  /**
   * `heard` gets what another process or this one told; `again` is called
   * whenever something may have been missed. Returns how to stop.
   */
  listen(
    channel: string,
    listener: { heard(text: string): void; again(): void },
  ): () => void;
  /** Those of these workers that have no session now. */
  findAbsent(workers: string[]): Promise<string[]>;
}

/** Runs the statements of a library that brings tables of its own. */
export interface SqlRunner {
  executeSql(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Array<Record<string, unknown>> }>;
}

/** Tells other processes that runs have grown, and hears it from them. */
export interface RunRelay {
  tell(runId: string, seq: number): void;
  onHeard(listener: (runId: string, seq: number) => void): void;
}

/** Brings runs to workers. Holds no state that the run store does not have. */
export interface Dispatcher {
  /** Says that a run waits for a worker, here or elsewhere; a higher priority comes first. */
  enqueue(runId: string, priority?: number): Promise<void>;
  /** Calls `work` for each run that can be claimed, until stopped. */
  start(work: (runId: string, signal: AbortSignal) => Promise<void>): void;
  /** Takes no new run and hands over those that are under way. */
  stop(): Promise<void>;
}

/** Runs that a step of another run starts. */
export interface ChildRuns {
  /** Starts a run for an attempt of a step, or finds the one that was started for it. */
  start(child: {
    flowId: string;
    request: StartRunRequest;
    parent: { runId: string; stepId: string };
    attempt: number;
  }): Promise<string>;
  /**
   * Waits until it is finished. A `cancel` of the signal goes down to it; a
   * `hand-over` leaves it alone and rejects with the signal's reason.
   */
  follow(runId: string, signal: AbortSignal): Promise<Run>;
  /** Titles of the steps that it would run. */
  plan(flowId: string, request: StartRunRequest): Promise<string[]>;
}

// ------------------------------------------------------------- scripts

/** A script action to run: everything that decides what will be started. */
export interface ScriptCall {
  /** Id in the script catalog. */
  script: string;
  action?: string;
  /** By the catalog's parameter names. */
  args: Record<string, unknown>;
  environment: string;
  dryRun: boolean;
}

/** A call as one attempt of a step; its identity finds a running script again. */
export interface ScriptAttempt extends ScriptCall {
  runId: string;
  stepId: string;
  attempt: number;
  /** ms; the catalog's when absent. */
  timeoutMs?: number;
}

/** A script as the catalog lists it. */
export interface ScriptDescription {
  id: string;
  title: string;
  description: string;
  risk: Risk;
  defaultAction: string;
  actions: ScriptActionDescription[];
  /** JSON Schemas by parameter name. */
  parameters: Record<string, Record<string, unknown>>;
}

export interface ScriptActionDescription {
  name: string;
  title: string;
  description: string;
  risk: Risk;
  readOnly: boolean;
  supportsDryRun: boolean;
  /** Names of the parameters that it takes. */
  parameters: string[];
  required: string[];
}

/** The scripts that may be run, and what is wrong with entries that cannot. */
export interface ScriptCatalog {
  list(): Promise<{ scripts: ScriptDescription[]; problems: FlowProblem[] }>;
}

/** What would be started; nothing secret in it. */
export interface ScriptPlan {
  command: string[];
  supportsDryRun: boolean;
  risk: Risk;
  title: string;
  timeoutMs: number;
}

/** A piece of what a script said; stored as one, in one commit. */
export interface ScriptSaid {
  logs: Array<Omit<LogBatch, 'stepId' | 'attempt'>>;
  annotations: Annotation[];
  /** Only the newest of this piece. */
  progress?: Progress;
}

export interface ScriptFollower {
  /** Where the stored log of this attempt ends; what lies before is not told again. */
  position: LogPosition;
  /** Resolves when stored; the bridge reads on only then. */
  said(piece: ScriptSaid): Promise<void>;
  /** A script that was started before is followed again. */
  adopted(): Promise<void>;
  /**
   * Until when (ms since 1970) the run is certainly with this worker. Later
   * nothing is started, nor is a script told that it is followed, so that
   * another host can know when it must have ended.
   */
  heldUntil(): number;
}

export interface ScriptEnding {
  outcome:
    'succeeded' | 'warning' | 'failed' | 'timed-out' | 'cancelled' | 'lost';
  output?: unknown;
  /** Markdown. */
  summary?: string;
  /** Present unless it succeeded. */
  error?: RunError;
  /** Present when it is known how it ended. */
  usage?: Usage;
}

/** Why following stops before the script has ended. */
export type StopReason =
  /** End the script and everything it started. */
  | 'cancel'
  /** Leave it running; another worker will follow it. */
  | 'hand-over';

/** The only part that starts scripts. */
export interface ScriptBridge {
  /**
   * Checks a call against the catalog and says what it would start.
   *
   * @throws InputError or NotFoundError naming every problem; NotAllowedError
   *   for a script outside its folder.
   */
  plan(call: ScriptCall): Promise<ScriptPlan>;
  /**
   * Starts the attempt's script, or finds it again if it was started before,
   * and follows it to its end. Never starts one attempt twice. `signal`
   * aborts with a {@link StopReason}; after `hand-over` it rejects with the
   * signal's reason and the script goes on.
   */
  run(
    attempt: ScriptAttempt,
    follower: ScriptFollower,
    signal: AbortSignal,
  ): Promise<ScriptEnding>;
  /** Runs of which there are files on this host, and when these last changed (ms since 1970). */
  listSpooled(): Promise<Array<{ runId: string; changedAt: number }>>;
  /** Removes the files of all attempts of a run. */
  forgetRun(runId: string): Promise<void>;
  /** Removes the files of an attempt whose ending is stored. */
  forget(
    attempt: Pick<ScriptAttempt, 'runId' | 'stepId' | 'attempt'>,
  ): Promise<void>;
}

// ------------------------------------------------------------ services

/** How a service is started and stopped. */
export type ServiceControl =
  | {
      kind: 'kubernetes';
      /** Tried in this order; what was found is shown. */
      namespaces: string[];
      /** Label selector of its workloads. */
      selector: string;
    }
  | {
      kind: 'script';
      /** Id in the script catalog. */
      script: string;
      /** Actions of that script, for each act. */
      actions: { start: string; stop: string };
      /** The parameter that takes the service's name, if there is one. */
      serviceParameter?: string;
    }
  | { kind: 'none' };

// ------------------------------------------------------------- cluster

/** A workload of a cluster, as it is now. */
export interface Workload {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  namespace: string;
  name: string;
  /** Replicas that are wanted, that answer, and that run the newest template. */
  wanted: number;
  ready: number;
  updated: number;
  /** Replicas that it had before it was scaled to zero from here. */
  kept?: number;
  /** The tag of its first container's image. */
  version?: string;
  /** What keeps it from being ready, in words an operator can act on: crash loops, images that cannot be pulled, pods that cannot be placed. */
  problems: string[];
}

export type WorkloadRef = Pick<Workload, 'kind' | 'namespace' | 'name'>;

/** Which workload of a cluster: the first that is found in these namespaces. */
export interface WorkloadTarget {
  environment: string;
  namespaces: string[];
  /** Label selector. */
  selector: string;
}

/** An object of a cluster by its type and name. */
export interface ClusterObjectRef {
  apiVersion: string;
  kind: string;
  /** Absent for those that are in no namespace. */
  namespace?: string;
  name: string;
}

export interface AppliedObject extends ClusterObjectRef {
  /** What came of it, or would come of it in a dry run. */
  change: 'created' | 'changed' | 'unchanged';
}

export interface NodeCount {
  nodes: number;
  /** Those that say so of themselves. */
  ready: number;
  /** The others, each with its reason: `node-2 (Kubelet stopped posting node status.)`. */
  notReady: string[];
  /** Names of those that take no new pods, whether they are ready or not. */
  cordoned: string[];
}

/**
 * The clusters of the environments. What fails is told in words an operator
 * can act on: a missing right with the RBAC rule that would give it, a
 * cluster that cannot be reached with its address.
 */
export interface Cluster {
  /** Why there is no cluster for an environment, if there is none. */
  whyAbsent(environment: string): string | undefined;
  /** Workloads in the first of the namespaces that has any; empty when none has. */
  findWorkloads(
    target: WorkloadTarget,
    signal: AbortSignal,
  ): Promise<Workload[]>;
  /**
   * `stop` scales to zero and keeps the count as an annotation; `start` scales
   * to the kept count, else to one, and leaves alone what is not at zero.
   * Returns how many replicas are wanted now, or would be in a dry run.
   *
   * @throws InputError for a DaemonSet
   */
  scale(
    at: WorkloadRef & { environment: string; dryRun?: boolean },
    to: 'start' | 'stop' | number,
    signal: AbortSignal,
  ): Promise<number>;
  /** A rollout restart; none when it was restarted for the same `key` before. */
  restart(
    at: WorkloadRef & { environment: string; key?: string; dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Watches until it is rolled out (or gone, when zero are wanted), telling
   * each change; goes on over a restart of the API server.
   *
   * @throws when its rollout is said to have failed, or `signal` aborts
   */
  waitForRollout(
    at: WorkloadRef & { environment: string },
    watch: { changed(workload: Workload): Promise<void>; signal: AbortSignal },
  ): Promise<Workload>;
  /**
   * The objects that a manifest is about, read without asking any cluster.
   *
   * @throws InputError naming every problem
   */
  readManifest(yaml: string): ClusterObjectRef[];
  /**
   * Server-side apply of one or many documents, in their order.
   *
   * @throws ConflictError naming the fields that others manage, unless `force`
   */
  apply(
    manifest: {
      environment: string;
      yaml: string;
      force: boolean;
      dryRun: boolean;
    },
    signal: AbortSignal,
  ): Promise<AppliedObject[]>;
  /**
   * Waits for a condition to be `True`, telling its message as it changes;
   * also for an object that is not there yet.
   */
  waitForCondition(
    at: ClusterObjectRef & { environment: string; condition: string },
    watch: { changed(text: string): Promise<void>; signal: AbortSignal },
  ): Promise<void>;
  /** False when it was not there. */
  delete(
    at: ClusterObjectRef & {
      environment: string;
      propagation: 'Foreground' | 'Background' | 'Orphan';
      dryRun: boolean;
    },
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Waits until an object is gone, telling what keeps it. */
  waitUntilGone(
    at: ClusterObjectRef & { environment: string },
    watch: { changed(text: string): Promise<void>; signal: AbortSignal },
  ): Promise<void>;
  countNodes(environment: string, signal: AbortSignal): Promise<NodeCount>;
}
