import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What a key does on the run page. */
export type KeyAction =
  | { action: 'step'; step: string }
  | { action: 'tab'; tab: 'logs' | 'timeline' }
  | { action: 'follow' }
  | { action: 'search' }
  | { action: 'help' };

/** Which action a key stands for; `selected` is the step looked at. */
export function decideKeyAction(
  key: string,
  run: Run,
  selected: string,
): KeyAction | undefined {
  switch (key) {
    case 'j':
      return stepAction(neighbour(run, selected, { direction: 1 }));
    case 'k':
      return stepAction(neighbour(run, selected, { direction: -1 }));
    case ']':
      return stepAction(
        neighbour(run, selected, { direction: 1, fits: isFailed }),
      );
    case '[':
      return stepAction(
        neighbour(run, selected, { direction: -1, fits: isFailed }),
      );
    case 'l':
      return { action: 'tab', tab: 'logs' };
    case 't':
      return { action: 'tab', tab: 'timeline' };
    case 'f':
      return { action: 'follow' };
    case '/':
      return { action: 'search' };
    case '?':
      return { action: 'help' };
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

function stepAction(step?: Step): KeyAction | undefined {
  return step && { action: 'step', step: step.id };
}
