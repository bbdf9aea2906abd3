import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpressionContext } from './expression';

/**
 * What the expressions of a run's steps see in its present state. The steps
 * are gathered when something looks at them, which in most steps nothing does.
 */
export function createExpressionContext(
  run: Omit<Run, 'lastSeq'>,
  step?: Pick<RunStep, 'item' | 'index'>,
): ExpressionContext {
  let steps: ExpressionContext['steps'] | undefined;
  return {
    input: run.input,
    environment: { name: run.environment },
    run: { id: run.id, dryRun: run.dryRun },
    ...(step?.index !== undefined && { item: step.item, index: step.index }),
    get steps() {
      steps ??= gatherSteps(run.steps);
      return steps;
    },
  };
}

/** By id, and with underscores in the place of hyphens. */
function gatherSteps(states: RunStep[]): ExpressionContext['steps'] {
  const steps: ExpressionContext['steps'] = {};
  for (const { id, status, output, parent } of states) {
    if (parent !== undefined) continue;
    const seen = { status, output: output ?? {} };
    steps[id] = seen;
    steps[id.replaceAll('-', '_')] = seen;
  }
  return steps;
}
