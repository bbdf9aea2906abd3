import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What a key does on the run page. */
export type KeyAct =
  | { act: 'step'; step: string }
  | { act: 'tab'; tab: 'logs' | 'timeline' }
  | { act: 'follow' }
  | { act: 'search' }
  | { act: 'help' };

/** Which act a key stands for; `selected` is the step looked at. */
export function decideKeyAct(
  key: string,
  run: Run,
  selected: string,
): KeyAct | undefined {
  switch (key) {
    case 'j':
      return stepAct(neighbour(run, selected, { direction: 1 }));
    case 'k':
      return stepAct(neighbour(run, selected, { direction: -1 }));
    case ']':
      return stepAct(
        neighbour(run, selected, { direction: 1, fits: isFailed }),
      );
    case '[':
      return stepAct(
        neighbour(run, selected, { direction: -1, fits: isFailed }),
      );
    case 'l':
      return { act: 'tab', tab: 'logs' };
    case 't':
      return { act: 'tab', tab: 'timeline' };
    case 'f':
      return { act: 'follow' };
    case '/':
      return { act: 'search' };
    case '?':
      return { act: 'help' };
    default:
      return undefined;
  }
}

type Step = Run['steps'][number];

const isFailed = (step: Step) =>
  step.status === 'failed' || step.status === 'warning';

interface Search {
  direction: 1 | -1;
  fits?: (step: Step) => boolean;
}

/** The next step in a direction that fits; none beyond the ends. */
function neighbour(
  run: Run,
  from: string,
  { direction, fits = () => true }: Search,
): Step | undefined {
  const start = run.steps.findIndex(step => step.id === from);
  for (
    let index = start + direction;
    index >= 0 && index < run.steps.length;
    index += direction
  ) {
    if (fits(run.steps[index])) return run.steps[index];
  }
  return undefined;
}

function stepAct(step?: Step): KeyAct | undefined {
  return step && { act: 'step', step: step.id };
}
