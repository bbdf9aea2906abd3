import type {
  Attempt,
  Run,
  RunStep,
  StepStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A stretch of a step's time; `from` and `to` in ms since the run began. */
export interface TimelineBar {
  kind: 'attempt' | 'retry' | 'waiting' | 'approval';
  status: StepStatus;
  from: number;
  to: number;
}

export interface TimelineRow {
  step: RunStep;
  bars: TimelineBar[];
}

export interface TimelineLayout {
  rows: TimelineRow[];
  /** Where lines are drawn, in ms; the first is 0. */
  ticks: number[];
  /** ms; never 0. */
  length: number;
}

/** Each step's attempts, and the waits between them, on one axis. `now` in ms since 1970. */
export function layOutTimeline(run: Run, now: number): TimelineLayout {
  const start = Date.parse(run.startedAt ?? run.createdAt);
  const end = run.finishedAt
    ? Date.parse(run.finishedAt)
    : Math.max(now, start);
  const length = Math.max(1_000, end - start);
  const rows = run.steps.map(step => ({
    step,
    bars: barsOf(step, start, end).map(bar => ({
      ...bar,
      from: Math.max(0, bar.from - start),
      to: Math.max(0, bar.to - start),
    })),
  }));
  return { rows, ticks: ticksFor(length), length };
}

function barsOf(step: RunStep, start: number, end: number): TimelineBar[] {
  return [...attemptsOf(step, start, end), ...holdOf(step, end)];
}

/** A step that a window holds waits, although it has not begun. */
function holdOf(
  { history, status, waitingFor }: RunStep,
  end: number,
): TimelineBar[] {
  const isHeld = status === 'waiting' && waitingFor?.kind === 'window';
  if (!isHeld || history.length > 0) return [];
  const from = Date.parse(waitingFor.since);
  return [{ kind: 'waiting', status: 'waiting', from, to: end }];
}

function attemptsOf(step: RunStep, start: number, end: number): TimelineBar[] {
  return step.history.flatMap((attempt, index) => {
    const from = Date.parse(attempt.startedAt);
    const to = attempt.finishedAt ? Date.parse(attempt.finishedAt) : end;
    const next = step.history[index + 1];
    const waitsUntil = next ? Date.parse(next.startedAt) : end;
    const waits = next !== undefined || step.status === 'waiting';
    const bars: TimelineBar[] = [
      {
        // People who are asked take their time; that is no work.
        kind: kindOf(step, attempt),
        status: attempt.status,
        from: Math.max(from, start),
        to,
      },
    ];
    if (waits && waitsUntil > to) {
      bars.push({
        kind: isRetry(step, index) ? 'retry' : 'waiting',
        status: 'waiting',
        from: to,
        to: waitsUntil,
      });
    }
    return bars;
  });
}

function kindOf(
  { approval }: RunStep,
  { status }: Attempt,
): TimelineBar['kind'] {
  if (approval) return 'approval';
  return status === 'waiting' ? 'waiting' : 'attempt';
}

/** Whether the engine waits after an attempt before it tries again; a person who asks for it takes their time. */
function isRetry(
  { history, attemptsBefore, waitingFor }: RunStep,
  index: number,
): boolean {
  return index + 1 < history.length
    ? index + 1 !== attemptsBefore
    : waitingFor?.kind === 'retry';
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

/** Round times, at most seven of them. */
function ticksFor(length: number): number[] {
  const step =
    STEPS.find(candidate => length / candidate <= 6) ??
    Math.ceil(length / 6 / (24 * HOUR)) * 24 * HOUR;
  return Array.from(
    { length: Math.floor(length / step) + 1 },
    (_, index) => index * step,
  );
}
