import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The step to show when nobody has chosen one: what failed, else what goes
 * on now, else the last that did anything, else the first.
 */
export function decideStep(run: Run, wanted?: string | null): RunStep {
  const { steps } = run;
  return (
    steps.find(step => step.id === wanted) ??
    steps.find(step => step.status === 'failed') ??
    steps.find(step => step.status === 'running') ??
    steps.find(step => step.status === 'waiting') ??
    steps.filter(step => step.startedAt).at(-1) ??
    steps[0]
  );
}
