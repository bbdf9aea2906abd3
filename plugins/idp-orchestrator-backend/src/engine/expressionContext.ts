import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpressionContext } from './expression';

/** What the expressions of a run's steps see in its present state. */
export function createExpressionContext(
  run: Omit<Run, 'lastSeq'>,
  step?: Pick<RunStep, 'item' | 'index'>,
): ExpressionContext {
  const steps: ExpressionContext['steps'] = {};
  for (const { id, status, output, parent } of run.steps) {
    if (parent !== undefined) continue;
    const seen = { status, output: output ?? {} };
    steps[id] = seen;
    steps[id.replaceAll('-', '_')] = seen;
  }
  return {
    input: run.input,
    environment: { name: run.environment },
    run: { id: run.id, dryRun: run.dryRun },
    steps,
    ...(step?.index !== undefined && { item: step.item, index: step.index }),
  };
}
