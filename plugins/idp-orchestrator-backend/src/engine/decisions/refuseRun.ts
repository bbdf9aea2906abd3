import {
  applyRunEvent,
  isStepFinished,
  type FlowDefinition,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createRunOutput } from './runOutput';

/**
 * What ends a run before anything of it was done: no step runs, also none of
 * `finally`, which would be done with the same right that is missing.
 */
export function refuseRun(
  flow: FlowDefinition,
  run: Run,
  {
    because,
    now,
    status = 'failed',
  }: { because: string; now: number; status?: 'failed' | 'cancelled' },
): RunFact[] {
  const at = new Date(now).toISOString();
  const facts: RunFact[] = run.steps
    .filter(step => !isStepFinished(step))
    .map(({ id }) => ({
      type: 'step.skipped',
      stepId: id,
      because,
      kind: 'not-reached',
    }));
  const skipped = facts.reduce(
    (state, fact) =>
      applyRunEvent(state, { ...fact, seq: state.lastSeq + 1, at }),
    run,
  );
  const end = { status, error: { message: because } } as const;
  const ending = createRunOutput(flow, skipped, end);
  return [...facts, { type: 'run.finished', ...ending }];
}
