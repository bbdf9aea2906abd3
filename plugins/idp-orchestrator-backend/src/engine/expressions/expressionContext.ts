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
  return closeGaps('', context, place?.itemGaps, 'item');
}

/** By id, and with underscores in the place of hyphens. */
function gatherSteps(states: RunStep[]): ExpressionContext['steps'] {
  const steps: ExpressionContext['steps'] = {};
  for (const { id, status, output, outputGaps, parent } of states) {
    if (parent !== undefined) continue;
    const step = { status, output: output ?? {} };
    const seen = closeGaps(`steps.${id}.`, step, outputGaps, 'output');
    steps[id] = seen;
    steps[id.replaceAll('-', '_')] = seen;
  }
  return steps;
}

/** Closes the gaps of one property of a value, which `prefix` leads to. */
function closeGaps<S extends object>(
  prefix: string,
  value: S,
  gaps: OutputGap[] = [],
  property: string,
): S {
  return gaps.reduce((seen, { path, because }) => {
    const place = [property, ...path];
    const reason = `${prefix}${place.join('.')} cannot be read: ${because}`;
    return closeGap(seen, place, reason);
  }, value);
}
