import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { shownStateOf } from '../../state/shownState';

/** How many steps there are, how many are over, and how many failed, the rejected ones apart. A step with items is told of by these. */
export function countSteps(
  steps: ReadonlyArray<Pick<RunStep, 'id' | 'parent' | 'status' | 'error'>>,
): { total: number; done: number; failed: number } {
  const groups = new Set(steps.map(({ parent }) => parent));
  const counted = steps.filter(({ id }) => !groups.has(id));
  return {
    total: counted.length,
    done: counted.filter(({ status }) => isOver(status)).length,
    failed: counted.filter(step => shownStateOf(step) === 'failed').length,
  };
}

/** Those whose title or state has the text in it; all when there is none. */
export function filterSteps(
  steps: RunStep[],
  text: string,
  stateOf: (step: RunStep) => string,
): RunStep[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return steps;
  return steps.filter(step =>
    [step.title, stateOf(step)].some(words =>
      words.toLocaleLowerCase().includes(wanted),
    ),
  );
}
