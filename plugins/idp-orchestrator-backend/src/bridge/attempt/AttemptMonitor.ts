import type { Clock, ScriptFollower, StopReason } from '../../ports';
import { inOrder } from '../../waiting/inOrder';
import { later, msBetween } from '../../waiting/monotonicTime';
import type { OutputTail } from '../output/OutputTail';
import { readIfThere } from '../supervisor/AttemptFiles';
import { endProcesses } from '../supervisor/endProcesses';
import { LeaseRenewal } from '../supervisor/leaseRenewal';
import type { ScriptExit } from '../supervisor/supervisorNotes';
import { readStartFailure } from '../supervisor/startSupervisor';
import type { Finish, Followed, ForcedReason } from './decideEnding';
import { LookTimer } from './LookTimer';
import { ShownLines } from './ShownLines';
import type { SupervisorWatch } from './SupervisorWatch';

/** The attempt that a monitor follows, and its limits. */
export interface FollowOptions {
  watch: SupervisorWatch;
  tail: OutputTail;
  follower: Pick<ScriptFollower, 'said' | 'isHeld' | 'show'>;
  signal: AbortSignal;
  timeoutMs: number;
  adoptionWindowMs: number;
  graceMs: number;
  clock: Clock;
}

/** What bash says of a script that it cannot start is short (bytes); more is the script's own. */
const LONGEST_FAILURE = 8_192;

/** The longest pause (ms) before the next look while something is under way that nobody tells of. */
const SHORT_PAUSE_MS = 100;

interface ForcedEnd {
  why: ForcedReason;
  /** Set when all that could be done is done. */
  left?: string[];
}

/** The reasons to stop that end a script. */
type Ending = Exclude<StopReason, 'hand-over'>;

const REASONS: Record<Ending, ForcedReason> = {
  cancel: 'cancelled',
  shutdown: 'shut-down',
};

function isLetGo({ aborted, reason }: AbortSignal): boolean {
  return aborted && !Object.hasOwn(REASONS, reason);
}

/** Follows an attempt's output until the script has ended, one way or another. */
export class AttemptMonitor {
  readonly #timer: LookTimer;
  #forced: ForcedEnd | undefined;
  #failure: { cause: unknown } | undefined;
  readonly #shown: ShownLines;

  constructor(private readonly options: FollowOptions) {
    const { watch, tail, clock } = options;
    this.#shown = new ShownLines(options);
    // Watched by what is open, since something else may be at their paths.
    const outputs = tail.descriptors.map(fd => `/proc/self/fd/${fd}`);
    this.#timer = new LookTimer({
      clock,
      // Of our own child the end is told.
      paths: watch.isChild ? outputs : [...outputs, watch.files.exit],
      ...(!watch.isChild && { isGone: () => watch.isKnownGone() }),
    });
  }

  /**
   * Follows it to its end, and stores what it says on the way.
   *
   * @throws the signal's reason when it is to be left running; what the
   *   follower threw
   */
  async follow(): Promise<Followed> {
    const { watch, signal, follower, adoptionWindowMs } = this.options;
    const lease = new LeaseRenewal({
      path: watch.files.lease,
      adoptionWindowMs,
      isMadeLater: watch.isChild,
      isHeld: () => follower.isHeld(),
    });
    const look = () => this.#timer.wake();
    signal.addEventListener('abort', look);
    watch.onEnded(look);
    try {
      // Most scripts are over before there is anything to look at.
      if (watch.isChild && !signal.aborted) await this.#untilNextLook();
      const followed = await this.#untilFinished();
      await this.#readRest();
      return followed;
    } finally {
      signal.removeEventListener('abort', look);
      this.#timer.close();
      await lease.stop();
    }
  }

  async #untilFinished(): Promise<Followed> {
    for (;;) {
      this.#throwIfLetGo();
      const [followed, more] = await this.#look();
      this.#shown.show();
      if (followed) return followed;
      if (!more) await this.#untilNextLook();
    }
  }

  async #look(): Promise<[Followed | undefined, boolean]> {
    if (this.options.watch.isToldEnded) {
      return inOrder([this.#decideFinish(), this.#readOn()]);
    }
    // Asked before the output is read: what is read then is all there is.
    const followed = await this.#decideFinish();
    return [followed, await this.#readOn()];
  }

  async #untilNextLook(): Promise<void> {
    await this.#timer.wait(this.options.tail.offset, this.#msUntilDue());
  }

  #throwIfLetGo(): void {
    const { signal } = this.options;
    if (this.#failure) throw this.#failure.cause;
    if (isLetGo(signal)) throw signal.reason;
  }

  async #decideFinish(): Promise<Followed | undefined> {
    const { watch } = this.options;
    const exit = await watch.readExit();
    if (this.#forced) return this.#finishForced(this.#forced, exit);
    if (exit) return this.#finishExited(exit);
    const gone = await watch.checkGone();
    if (gone) return gone;
    await this.#forceIfDue();
    return undefined;
  }

  async #finishExited(exit: ScriptExit): Promise<Finish> {
    const { stderr } = this.options.watch.files;
    if (exit.code === 126 || exit.code === 127) {
      const said = await readIfThere(stderr, LONGEST_FAILURE);
      const reason = said && readStartFailure(said);
      if (reason) return { kind: 'not-started', reason };
    }
    return { kind: 'exited', exit };
  }

  async #finishForced(
    { why, left }: ForcedEnd,
    exit: ScriptExit | undefined,
  ): Promise<Finish | undefined> {
    if (!left) return undefined;
    if (!exit && !(await this.options.watch.hasEnded())) return undefined;
    return { kind: 'ended', why, left, ...(exit && { exit }) };
  }

  /**
   * Ends the script that was cancelled, or is over its time, which is counted
   * from its own start.
   */
  async #forceIfDue(): Promise<void> {
    const { signal, watch, follower, timeoutMs, graceMs, clock } = this.options;
    const processes = await watch.readProcesses();
    // Before it has a process there is nothing to end.
    if (!processes.script || !watch.begun) return;
    // It may have been handed over, or taken over, a moment ago.
    if (isLetGo(signal) || !follower.isHeld()) return;
    const late = clock.monotonic() > later(watch.begun, timeoutMs);
    if (!signal.aborted && !late) return;
    const forced: ForcedEnd = {
      why: signal.aborted ? REASONS[signal.reason as Ending] : 'timed-out',
    };
    this.#forced = forced;
    endProcesses(processes, graceMs)
      .then(left => {
        forced.left = left;
      })
      .catch(cause => {
        this.#failure = { cause };
      })
      .finally(() => this.#timer.wake());
  }

  /** The time (ms) until the script is over its time. */
  #msUntilDue(): number {
    const { watch, signal, timeoutMs, clock } = this.options;
    if (!watch.begun || signal.aborted || this.#forced) return SHORT_PAUSE_MS;
    const due = later(watch.begun, timeoutMs);
    return Math.max(SHORT_PAUSE_MS, msBetween(clock.monotonic(), due));
  }

  async #readOn(): Promise<boolean> {
    const { said, more } = await this.options.tail.read();
    if (said) await this.options.follower.said(said);
    return more;
  }

  async #readRest(): Promise<void> {
    const { signal, tail, follower } = this.options;
    await tail.limitToPresent();
    while (await this.#readOn()) {
      if (isLetGo(signal)) throw signal.reason;
    }
    const last = tail.finish();
    if (last) await follower.said(last);
  }
}
