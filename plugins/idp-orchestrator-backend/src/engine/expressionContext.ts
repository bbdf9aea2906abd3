import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpressionContext } from './expression';

/** What the expressions of a run's steps see in its present state. */
export function createExpressionContext(
  run: Omit<Run, 'lastSeq'>,
): ExpressionContext {
  const steps: ExpressionContext['steps'] = {};
  for (const step of run.steps) {
    const seen = { status: step.status, output: step.output ?? {} };
    steps[step.id] = seen;
    steps[step.id.replaceAll('-', '_')] = seen;
  }
  return {
    input: run.input,
    environment: { name: run.environment },
    run: { id: run.id, dryRun: run.dryRun },
    steps,
  };
}
