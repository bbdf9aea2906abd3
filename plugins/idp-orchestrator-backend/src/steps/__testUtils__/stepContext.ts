import type {
  StepContext,
  StepSaid,
} from '@idp/backstage-plugin-idp-orchestrator-node';

/** The context of an attempt, and what the step said to it. */
export function createStepContext(
  more: Partial<StepContext> = {},
): StepContext & { said: StepSaid[] } {
  const said: StepSaid[] = [];
  return {
    runId: 'run',
    stepId: 'step',
    attempt: 1,
    environment: 'development',
    signal: new AbortController().signal,
    say: async piece => {
      said.push(piece);
    },
    said,
    ...more,
  };
}
