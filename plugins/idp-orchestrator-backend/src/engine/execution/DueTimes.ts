import type {
  FlowDefinition,
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock } from '../../ports';
import { ClockDrift, STEP_MS } from '../../waiting/ClockDrift';
import { deadlineOf, definitionOf } from '../decisions/RunView';

interface Wait {
  /** Its end (ms since 1970), as it was written down. */
  until: number;
  /** How far the clock had been set when this process first saw it. */
  drift: number;
  /** Set when its run was told to be due. */
  told: boolean;
}

interface KnownRun {
  /** The waits by their steps, and the run's own time under `RUN`. */
  waits: Map<string, Wait>;
  /** How far the clock had been set at the last look. */
  drift: number;
  /** How far it had been set when this process first saw the run, with what it was set while the run's time stood still. */
  runDrift: number;
  /** Whether the time of the run stood still at the last look, since it waited. */
  stoodStill: boolean;
}

/**
 * So many runs are known; of the one that was looked at longest ago nothing is
 * known then, as after a restart. What rests here may be finished by another
 * worker, which nobody tells.
 */
const MOST_RUNS = 10_000;

/** No step has this id. */
const RUN = '';

/**
 * Knows how far the ends of waits, and of the time that a run may take, are off
 * because the clock of the wall was set since they were written down. A wait for
 * a length of time ends after that length; one until a time of day ends when the
 * clock says so, set or not. What is known is of this process: after a restart
 * only the clock of the wall is left.
 */
export class DueTimes {
  readonly #runs = new Map<string, KnownRun>();
  readonly #drift: ClockDrift;

  constructor(private readonly clock: Clock) {
    this.#drift = new ClockDrift(clock);
  }

  /** Takes note of a run from which on the clock may be set, where nothing is to be decided. */
  note(flow: FlowDefinition, run: Run): void {
    this.#takeNote(flow, run, this.#drift.read());
  }

  /** Puts the times of a run in terms of the clock as it goes now, for a decision. */
  adjust(flow: FlowDefinition, run: Run): Run {
    const drift = this.#drift.read();
    const known = this.#takeNote(flow, run, drift);
    const shifts = new Map<string, number>();
    for (const [id, wait] of known.waits) {
      const shift = shiftOf(wait, drift);
      if (shift !== 0) shifts.set(id, shift);
    }
    if (shifts.size === 0) return run;
    return {
      ...moveStart(run, shifts.get(RUN)),
      steps: run.steps.map(step => moveWait(step, shifts.get(step.id))),
    };
  }

  /** Lists runs of which something is due, though the clock of the wall does not say so; each once. */
  takeDue(): string[] {
    const drift = this.#drift.read();
    const now = this.clock.now();
    return [...this.#runs].flatMap(([runId, { waits }]) => {
      const due = [...waits.values()].filter(wait => {
        const shift = shiftOf(wait, drift);
        return !wait.told && shift < 0 && wait.until + shift <= now;
      });
      for (const wait of due) wait.told = true;
      return due.length > 0 ? [runId] : [];
    });
  }

  /** Forgets a run that is over, or with another worker. */
  forget(runId: string): void {
    this.#runs.delete(runId);
  }

  #takeNote(flow: FlowDefinition, run: Run, drift: number): KnownRun {
    const before = this.#runs.get(run.id);
    // What it waited is told by the clock of the wall, and has the step in it.
    const stepped = before?.stoodStill ? drift - before.drift : 0;
    const runDrift = (before?.runDrift ?? drift) + stepped;
    const waits = new Map<string, Wait>();
    for (const step of run.steps) {
      if (!isForLength(flow, step)) continue;
      const until = Date.parse(step.waitingFor?.until ?? '');
      if (Number.isNaN(until)) continue;
      const seen = before?.waits.get(step.id);
      const since = seen?.until === until ? seen.drift : drift;
      waits.set(step.id, { until, drift: since, told: false });
    }
    const until = deadlineOf(flow, run);
    if (until !== undefined) {
      waits.set(RUN, { until, drift: runDrift, told: false });
    }
    const stoodStill = !flow.timeoutIncludesWaiting && !!run.waitingSince;
    const known = { waits, drift, runDrift, stoodStill };
    // Last in its order, as the one that was looked at last.
    this.#runs.delete(run.id);
    this.#runs.set(run.id, known);
    if (this.#runs.size > MOST_RUNS) {
      const [oldest] = this.#runs.keys();
      this.#runs.delete(oldest);
    }
    return known;
  }
}

/** Whether a step waits for a length of time, and not until a time of day that somebody named. */
function isForLength(flow: FlowDefinition, step: RunStep): boolean {
  if (step.status !== 'waiting') return false;
  // A window opens at its time of day.
  if (step.waitingFor?.kind === 'window') return false;
  if (step.waitingFor?.kind !== 'timer') return true;
  const { uses, with: input } = definitionOf(flow, step);
  return uses === 'wait' && input?.for !== undefined;
}

/** How far (ms) the clock was set since a wait was seen first. */
function shiftOf(wait: Wait, drift: number): number {
  const shift = drift - wait.drift;
  return Math.abs(shift) < STEP_MS ? 0 : shift;
}

function moveStart(run: Run, ms = 0): Run {
  return {
    ...run,
    startedAt: run.startedAt && moveTime(run.startedAt, ms),
    retries: run.retries?.map(retry => ({
      ...retry,
      at: moveTime(retry.at, ms),
    })),
  };
}

function moveWait(step: RunStep, ms = 0): RunStep {
  const { waitingFor } = step;
  if (!waitingFor?.until || ms === 0) return step;
  const until = moveTime(waitingFor.until, ms);
  return { ...step, waitingFor: { ...waitingFor, until } };
}

function moveTime(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}
