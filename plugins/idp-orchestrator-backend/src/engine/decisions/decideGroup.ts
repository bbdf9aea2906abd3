import {
  isStepFinished,
  placeGaps,
  type OutputGap,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Decision } from './Decision';
import { decideReady, skip } from './decidePending';
import { definitionOf, stopFor, type RunView } from './RunView';
import { endStatus } from './stepEnding';

/** A step with `forEach` whose items are being worked on. Of other steps nothing is to decide while they run. */
export function decideGroup(
  view: RunView,
  group: RunStep,
  decision: Decision,
): void {
  const definition = definitionOf(view.flow, group);
  if (!definition.forEach || group.parent !== undefined) return;
  const items = view.run.steps.filter(({ parent }) => parent === group.id);
  if (items.every(isStepFinished)) {
    decision.settle.push(finishGroup(view, group, items));
    return;
  }
  const stop = stopFor(view, group) ?? failureAmong(items);
  const busy = items.filter(
    ({ status }) => status === 'running' || status === 'waiting',
  ).length;
  const pending = items.filter(({ status }) => status === 'pending');
  if (stop) {
    pending.forEach(({ id }) =>
      decision.settle.push(skip(id, stop, 'not-reached')),
    );
  } else if (!view.run.pause) {
    pending
      .slice(0, Math.max(definition.forEach.parallel - busy, 0))
      .forEach(item => decideReady(view, item, decision));
  }
}

function failureAmong(items: RunStep[]): string | undefined {
  const failed = items.find(
    ({ status, onFailure }) => status === 'failed' && onFailure === 'abort',
  );
  return failed && `${failed.title} failed`;
}

/** Collects what cannot be read of the items' outputs. */
function gapsOf(items: RunStep[]): { outputGaps?: OutputGap[] } {
  const outputGaps = items.flatMap((item, at) =>
    placeGaps(item.outputGaps, ['items', at]),
  );
  return outputGaps.length > 0 ? { outputGaps } : {};
}

function finishGroup(view: RunView, group: RunStep, items: RunStep[]): RunFact {
  const withStatus = (status: RunStep['status']) =>
    items.filter(item => item.status === status);
  const failed = withStatus('failed');
  const status = () => {
    if (failed.length > 0) return 'failed' as const;
    if (withStatus('cancelled').length > 0) return 'cancelled' as const;
    if (stopFor(view, group) && withStatus('skipped').length > 0) {
      return 'cancelled' as const;
    }
    return withStatus('warning').length > 0 ? 'warning' : 'succeeded';
  };
  return {
    type: 'step.finished',
    stepId: group.id,
    attempt: Math.max(group.attempts, 1),
    status: endStatus(definitionOf(view.flow, group), status()),
    output: { items: items.map(({ output }) => output ?? null) },
    ...gapsOf(items),
    ...(failed.length > 0 && {
      error: {
        message: `${failed.length} of ${items.length} items failed: ${failed
          .map(({ title, error }) => `${title} (${error?.message})`)
          .join('; ')
          .slice(0, 1_000)}`,
      },
    }),
  };
}
