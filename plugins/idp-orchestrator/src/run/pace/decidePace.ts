import {
  workTimeOf,
  type FlowStats,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';

/** How a run's time compares to what its flow usually takes; times in ms. */
export interface Pace {
  /** Half of those that succeeded took at most this. */
  medianMs: number;
  /** Of so many that succeeded. */
  count: number;
  /** How long it has worked so far, without what it waited. */
  workedMs: number;
  /** Longer than nine of ten took. */
  slow: boolean;
  /** Until it may be over; absent when it is, or waits, or takes longer than usual. */
  leftMs?: number;
}

/** Undefined where nothing can be told: a dry run, or a flow that has succeeded there too seldom to say what is usual. */
export function decidePace(
  run: Run,
  stats: FlowStats | undefined,
  now: number,
): Pace | undefined {
  const { p50Ms, p90Ms } = stats ?? {};
  if (run.dryRun || !run.startedAt || p50Ms === undefined) return undefined;
  const over = isOver(run.status);
  const workedMs = workTimeOf(run.steps, now);
  const left = p50Ms - workedMs;
  return {
    medianMs: p50Ms,
    count: stats?.succeeded ?? 0,
    workedMs,
    slow: workedMs > (p90Ms ?? p50Ms),
    leftMs: !over && run.status === 'running' && left > 0 ? left : undefined,
  };
}
