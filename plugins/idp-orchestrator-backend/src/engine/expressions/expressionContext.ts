import type {
  OutputGap,
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpressionContext } from './expression';
import { closeGap } from './closeGap';

type Place = Pick<RunStep, 'item' | 'index'> &
  Pick<ExpressionContext, 'report'>;

/**
 * What the expressions of a run's steps see in its present state. The steps
 * are gathered when something looks at them, which in most steps nothing does.
 */
export function createExpressionContext(
  run: Omit<Run, 'lastSeq'>,
  place?: Place,
): ExpressionContext {
  let steps: ExpressionContext['steps'] | undefined;
  return {
    input: run.input,
    environment: { name: run.environment },
    run: { id: run.id, dryRun: run.dryRun },
    ...(place?.index !== undefined && { item: place.item, index: place.index }),
    ...(place?.report !== undefined && { report: place.report }),
    get steps() {
      steps ??= gatherSteps(run.steps);
      return steps;
    },
  };
}

/** By id, and with underscores in the place of hyphens. */
function gatherSteps(states: RunStep[]): ExpressionContext['steps'] {
  const steps: ExpressionContext['steps'] = {};
  for (const { id, status, output, outputGaps, parent } of states) {
    if (parent !== undefined) continue;
    const seen = closeGaps(id, { status, output: output ?? {} }, outputGaps);
    steps[id] = seen;
    steps[id.replaceAll('-', '_')] = seen;
  }
  return steps;
}

function closeGaps<S extends object>(
  id: string,
  step: S,
  gaps: OutputGap[] = [],
): S {
  return gaps.reduce((seen, { path, because }) => {
    const place = ['output', ...path];
    const name = ['steps', id, ...place].join('.');
    return closeGap(seen, place, `${name} cannot be read: ${because}`);
  }, step);
}
