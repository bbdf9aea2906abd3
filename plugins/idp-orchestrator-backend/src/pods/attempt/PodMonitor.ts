import type { Finish, ForcedReason } from '../../bridge/attempt/decideEnding';
import { readDirectly } from '../../cluster/watch/ObjectReader';
import { WARNINGS_EVERY_MS } from '../../cluster/workloads/WarningReader';
import { readWarnings } from '../../cluster/workloads/readWarnings';
import type {
  Clock,
  MonotonicTime,
  ScriptFollower,
  StopReason,
} from '../../ports';
import { later, msBetween, msSince } from '../../waiting/monotonicTime';
import { WakeableTimer } from '../../waiting/WakeableTimer';
import type { AttemptObjects } from '../job/AttemptObjects';
import { START_LIMIT_MS } from '../job/createJob';
import type { PodOutput } from '../output/PodOutput';
import { PodLog } from '../output/PodLog';
import { decideExit } from './decideExit';
import type { PodSight } from './judgePod';
import { PodEnding } from './PodEnding';
import type { PodNotes } from './PodNotes';
import { PodWatch } from './PodWatch';
import { untilLetGo } from './untilLetGo';

/** The Job that a monitor follows, and its limits. */
export interface PodMonitorOptions {
  objects: AttemptObjects;
  jobUid: string;
  output: PodOutput;
  notes: PodNotes;
  follower: Pick<ScriptFollower, 'said' | 'isHeld'>;
  signal: AbortSignal;
  timeoutMs: number;
  graceMs: number;
  clock: Clock;
}

/** How a pod was followed to its end, and what went wrong on the way. */
export interface FollowedPod {
  finish: Finish;
  problems: string[];
}

/** The log of a container that has ended comes to its end by itself within this time (ms). */
const LOG_END_MS = 2_000;

/** The longest pause (ms) before it looks again. */
const LOOK_EVERY_MS = 5_000;

/** Follows the pod of an attempt until its script has ended, one way or another. */
export class PodMonitor {
  readonly #ending = new AbortController();
  readonly #timer: WakeableTimer;
  readonly #watch: PodWatch;
  readonly #begun: MonotonicTime;
  #log:
    { reader: PodLog; done: Promise<void>; stop: AbortController } | undefined;
  #startedAt: MonotonicTime | undefined;
  #wasPending = false;
  #forced: PodEnding | undefined;
  #notStarted: string | undefined;
  #warningsAt: MonotonicTime;
  #failure: { cause: unknown } | undefined;

  constructor(private readonly options: PodMonitorOptions) {
    const { objects, jobUid, clock } = options;
    this.#timer = new WakeableTimer(clock);
    this.#begun = clock.monotonic();
    this.#warningsAt = this.#begun;
    this.#watch = new PodWatch({
      objects,
      jobUid,
      clock,
      signal: this.#ending.signal,
      changed: () => this.#timer.wake(),
    });
  }

  /**
   * Follows it to its end, and stores what it says on the way.
   *
   * @throws the signal's reason when the pod is to be left running; what the
   *   follower threw; what the cluster refuses
   */
  async follow(): Promise<FollowedPod> {
    const { signal } = this.options;
    const look = () => this.#timer.wake();
    signal.addEventListener('abort', look);
    const watching = this.#watch.follow();
    try {
      for (;;) {
        if (this.#failure) throw this.#failure.cause;
        this.#throwIfLetGo();
        const followed = await this.#look();
        if (followed) return followed;
        await this.#timer.wait(this.#msUntilDue());
      }
    } finally {
      signal.removeEventListener('abort', look);
      this.#ending.abort();
      await Promise.all([watching, this.#log?.done]);
    }
  }

  async #look(): Promise<FollowedPod | undefined> {
    const sight = this.#watch.look();
    if (this.#watch.interruption) {
      await this.options.notes.tell(
        `${this.#watch.interruption} Trying again.`,
      );
    }
    if (!sight) return undefined;
    await this.#noteSecondPod();
    if (sight.kind === 'running' || sight.kind === 'ended') this.#follow(sight);
    if (this.#forced) return this.#finishForced(this.#forced);
    this.#forceIfDue();
    switch (sight.kind) {
      case 'pending':
        this.#wasPending = true;
        await this.#notePending(sight.why);
        return undefined;
      case 'running':
        return undefined;
      case 'ended':
        return this.#finishEnded(sight);
      case 'overdue':
        return this.#finish({ kind: 'ended', why: 'timed-out', left: [] });
      default:
        return this.#finish({ kind: sight.kind, reason: sight.reason });
    }
  }

  /** Tells of what Kubernetes does not rule out: its controller lost sight of a pod, and made another. */
  async #noteSecondPod(): Promise<void> {
    const names = this.#watch.pods.map(({ metadata }) => metadata.name);
    if (names.length < 2) return;
    await this.options.notes.tell(
      `The cluster has made ${names.length} pods of the Job, so the script may have run more than once: ${names.sort().join(', ')}`,
    );
  }

  /** Begins to read the log of a pod that has begun. */
  #follow(sight: Extract<PodSight, { kind: 'running' | 'ended' }>): void {
    if (this.#log) return;
    const { objects, output, clock, follower } = this.options;
    this.#startedAt = this.#readStart(sight);
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#ending.signal, stop.signal]);
    const reader = new PodLog(sight.pod.metadata.name, {
      objects,
      output,
      clock,
      said: piece => follower.said(piece),
    });
    const done = reader
      .follow(signal)
      .catch(cause => {
        this.#failure ??= { cause };
      })
      .finally(() => this.#timer.wake());
    this.#log = { reader, done, stop };
  }

  /** Reads when the script has begun: just now where that was seen, else as the node tells it. */
  #readStart(
    sight: Extract<PodSight, { kind: 'running' | 'ended' }>,
  ): MonotonicTime {
    const { clock } = this.options;
    if (this.#wasPending || sight.kind === 'ended') return clock.monotonic();
    // It tells whole seconds, and its clock may differ from that of this host.
    const ago = clock.now() - sight.startedAt - 1_000;
    return later(clock.monotonic(), -Math.max(0, ago));
  }

  async #finishEnded(
    sight: Extract<PodSight, { kind: 'ended' }>,
  ): Promise<FollowedPod> {
    const problems = await this.#readRest();
    const { output, clock } = this.options;
    const decided = decideExit(sight, {
      exit: output.frames.exit,
      lines: output.tails.stdout,
      clock,
    });
    return this.#finish(decided.finish, [...decided.problems, ...problems]);
  }

  async #finishForced(forced: PodEnding): Promise<FollowedPod | undefined> {
    const left = forced.listLeft();
    if (!left) return undefined;
    // Nothing more comes, whatever the connection says.
    await this.#endLog();
    if (this.#notStarted && this.#log) {
      const reason = `${this.#notStarted}; it has started at the very moment when it was given up, and it is not known how far it came`;
      return this.#finish({ kind: 'lost', reason });
    }
    if (this.#notStarted) {
      return this.#finish({ kind: 'not-started', reason: this.#notStarted });
    }
    return this.#finish({ kind: 'ended', why: forced.why, left });
  }

  async #finish(finish: Finish, problems: string[] = []): Promise<FollowedPod> {
    await this.#endLog();
    if (this.#failure) throw this.#failure.cause;
    const last = this.options.output.finish();
    if (last) await this.options.follower.said(last);
    return { finish, problems };
  }

  /** Reads the log of a container that has ended to its end. */
  async #readRest(): Promise<string[]> {
    if (!this.#log) return [];
    const { clock } = this.options;
    const { reader, done } = this.#log;
    await Promise.race([done, clock.sleep(LOG_END_MS, this.#ending.signal)]);
    await this.#endLog();
    const problem = await reader.readRest(untilLetGo(this.options.signal));
    this.#throwIfLetGo();
    return problem ? [problem] : [];
  }

  async #endLog(): Promise<void> {
    this.#log?.stop.abort();
    await this.#log?.done;
  }

  #throwIfLetGo(): void {
    const { aborted, reason } = this.options.signal;
    if (aborted && reason !== ('cancel' satisfies StopReason)) throw reason;
  }

  /** Ends the pod that was cancelled, is over its time, or does not start. */
  #forceIfDue(): void {
    const { signal, clock, follower, timeoutMs } = this.options;
    const sight = this.#watch.look();
    if (!follower.isHeld() || sight?.kind === 'ended') return;
    if (signal.aborted) {
      this.#force('cancelled');
    } else if (
      this.#startedAt !== undefined &&
      msSince(clock, this.#startedAt) >= timeoutMs
    ) {
      this.#force('timed-out');
    } else if (
      sight?.kind === 'pending' &&
      msSince(clock, this.#begun) >= START_LIMIT_MS
    ) {
      const why = sight.why.join('; ') || 'nothing says why';
      this.#notStarted = `its pod did not start within ${START_LIMIT_MS / 60_000} minutes: ${why}`;
      this.#force('timed-out');
    }
  }

  #force(why: ForcedReason): void {
    const { objects, jobUid, graceMs, clock } = this.options;
    this.#forced = new PodEnding({
      why,
      objects,
      jobUid,
      watch: this.#watch,
      graceMs,
      clock,
      signal: this.#ending.signal,
    });
    this.#forced
      .begin()
      .catch(cause => {
        if (!this.#ending.signal.aborted) this.#failure ??= { cause };
      })
      .finally(() => this.#timer.wake());
  }

  async #notePending(why: string[]): Promise<void> {
    const { clock, notes } = this.options;
    for (const text of why) await notes.tell(text);
    if (msSince(clock, this.#warningsAt) < WARNINGS_EVERY_MS) return;
    this.#warningsAt = clock.monotonic();
    const { objects } = this.options;
    const warnings = await readWarnings(
      { kind: 'Job', ...objects.at },
      {
        reader: readDirectly(objects.connection),
        signal: this.#ending.signal,
        pods: this.#watch.pods,
      },
    );
    for (const text of warnings) await notes.tell(text);
  }

  /** The time (ms) until something is due that nobody tells of. */
  #msUntilDue(): number {
    const { clock, timeoutMs, signal } = this.options;
    const now = clock.monotonic();
    if (this.#forced)
      return Math.min(LOOK_EVERY_MS, this.#forced.msLeft(now) + 1);
    if (signal.aborted) return 100;
    if (this.#startedAt === undefined) return LOOK_EVERY_MS;
    const due = later(this.#startedAt, timeoutMs);
    return Math.max(0, msBetween(now, due));
  }
}
