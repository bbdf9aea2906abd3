import type {
  PlannedStep,
  Run,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A process of this plugin, as it reports itself. */
export interface RegisteredWorker {
  name: string;
  role: 'all' | 'api' | 'worker';
  labels: string[];
  /** The time of its last sign of life (ms since 1970). */
  seenAt: number;
}

/** Keeps the list of processes that share a database. */
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

/**
 * A connection to the database for as long as this process lives, apart from
 * moments in which it has to be made again. What is sent while it is away
 * does not arrive: whoever listens must also ask the database.
 */
export interface DatabaseSession {
  /** False while there is no connection: then other processes are neither heard nor seen. */
  readonly connected: boolean;
  /** Sends a text to whoever listens to the channel, in this process too. */
  notify(channel: string, text: string): void;
  /**
   * Listens to a channel. `received` gets what another process or this one
   * sent; `missed` is called whenever something may not have arrived. Returns
   * how to stop.
   */
  listen(
    channel: string,
    listener: { received(text: string): void; missed(): void },
  ): () => void;
  /** Lists those of these workers that have no session now. */
  findAbsent(workers: string[]): Promise<string[]>;
}

/** Tells other processes that runs have grown, and hears it from them. */
export interface RunRelay {
  /** Says how far a run has grown: to every process, or to those that watch it. */
  publish(runId: string, seq: number, to: 'everyone' | 'watchers'): void;
  /**
   * Lets other processes know that this one watches a run.
   *
   * @returns how to watch it no more
   */
  watch(runId: string): () => void;
  /** Calls the listener with what other processes published, and not with what this one did. */
  subscribe(listener: (runId: string, seq: number) => void): void;
}

/**
 * Works on a run. When `draining` aborts, nothing more of the run is begun, and
 * it is given back as soon as what has to end in this process has; when `signal`
 * aborts, at once.
 */
export type Work = (
  runId: string,
  signal: AbortSignal,
  draining: AbortSignal,
) => Promise<void>;

/** A slot of this process, kept for a run that is about to be made. */
export interface KeptSlot {
  /** Works on the run that was made. */
  use(runId: string): void;
  /** Gives the slot to others. */
  giveBack(): void;
}

/** Brings runs to workers. Holds no state that the run store does not have. */
export interface Dispatcher {
  /** Says that a run waits for a worker, here or elsewhere; a higher priority comes first. */
  enqueue(runId: string, priority?: number): Promise<void>;
  /**
   * Keeps a slot of this process; undefined when it has none that is free, when
   * others wait for it, and when nothing is worked on here.
   */
  keepSlot(): KeptSlot | undefined;
  /** Calls `work` for each run that can be claimed, until stopped. */
  start(work: Work): void;
  /**
   * Takes no new run, leaves those that have not begun to others, and waits for
   * those that are under way, for `limitMs` at most; returns those that still are.
   */
  drain(limitMs: number): Promise<string[]>;
  /**
   * Ends what is still under way and would end with this process anyhow, for
   * `limitMs` at most; returns those that still are.
   */
  end(limitMs: number): Promise<string[]>;
  /** Takes no new run and hands over those that are under way. */
  stop(): Promise<void>;
}

/** Starts and follows the runs that steps of other runs start. */
export interface ChildRuns {
  /** Starts a run for an attempt of a step, or finds the one that was started for it. */
  start(child: {
    flowId: string;
    request: StartRunRequest;
    parent: { runId: string; stepId: string };
    attempt: number;
    /** What was typed into secret fields of the run above. */
    secrets: readonly string[];
  }): Promise<string>;
  /**
   * Waits until it is finished. A `cancel` of the signal goes down to it; a
   * `hand-over` leaves it alone and rejects with the signal's reason.
   */
  follow(runId: string, signal: AbortSignal): Promise<Run>;
  /**
   * Tells what the steps of the run would do; none is told where its plan
   * is a part of its own plan, or deeper than runs may be.
   *
   * @throws InputError naming every step that could not be started
   */
  plan(flowId: string, request: StartRunRequest): Promise<PlannedStep[]>;
}
