import type {
  OutputGap,
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpressionContext } from './expression';
import { closeGap } from './closeGap';

type Place = Pick<RunStep, 'item' | 'index' | 'itemGaps'> &
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
  const context: ExpressionContext = {
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
  return closeGaps(context, 'item', place?.itemGaps);
}

/** By id, and with underscores in the place of hyphens. */
function gatherSteps(states: RunStep[]): ExpressionContext['steps'] {
  const steps: ExpressionContext['steps'] = {};
  for (const { id, status, output, outputGaps, parent } of states) {
    if (parent !== undefined) continue;
    const step = { status, output: output ?? {} };
    const seen = closeGaps(step, `steps.${id}.output`, outputGaps);
    steps[id] = seen;
    steps[id.replaceAll('-', '_')] = seen;
  }
  return steps;
}

/** Closes the gaps of a property of a value; expressions call it by `name`, at the end of which is its own. */
function closeGaps<S extends object>(
  value: S,
  name: string,
  gaps: OutputGap[] = [],
): S {
  const property = name.slice(name.lastIndexOf('.') + 1);
  return gaps.reduce((seen, { path, because }) => {
    const reason = `${[name, ...path].join('.')} cannot be read: ${because}`;
    return closeGap(seen, [property, ...path], reason);
  }, value);
}
