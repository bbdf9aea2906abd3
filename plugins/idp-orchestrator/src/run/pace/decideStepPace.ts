import {
  workTimeOfAttempt,
  type FlowStats,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** How a step's time compares to what it usually takes; times in ms. */
export interface StepPace {
  medianMs: number;
  /** Of so many that succeeded. */
  count: number;
  /** The present attempt, or the last, has taken longer than nine of ten did, and felt longer. */
  slow: boolean;
}

/** Less than this is noise, however short the step is. */
const LEAST_DELAY_MS = 1_000;

/** Undefined where nothing can be told: the step has succeeded there too seldom to say what is usual. */
export function decideStepPace(
  step: RunStep,
  stats: FlowStats | undefined,
  now: number,
): StepPace | undefined {
  const past = stats?.steps.find(({ stepId }) => stepId === step.id);
  if (past?.p50Ms === undefined) return undefined;
  const { p50Ms, p90Ms = p50Ms } = past;
  const attempt = step.history.at(-1);
  // People who are asked take their time.
  const works = step.status !== 'waiting' && !step.approval;
  const limitMs = Math.max(p90Ms, p50Ms + LEAST_DELAY_MS);
  const slow =
    works && attempt !== undefined && workTimeOfAttempt(attempt, now) > limitMs;
  return { medianMs: p50Ms, count: past.succeeded, slow };
}
