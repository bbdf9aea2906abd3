import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';

/** A flow of steps that do nothing, one after the other. */
export function nothingFlow(id: string, count: number): FlowDefinition {
  return flowOf(
    id,
    Array.from({ length: count }, (_, index) => nothing(`step-${index + 1}`)),
  );
}

/**
 * A script between two steps that do nothing: the time between their calls is
 * all that a script step costs a flow, its two commits included.
 */
export function scriptFlow(id: string, script: string): FlowDefinition {
  const step = { id: 'script', uses: 'script', with: { script } };
  return flowOf(id, [nothing('before'), step, nothing('after')]);
}

/** A flow of seven steps, two of which run a script. */
export function sevenSteps([first, second]: [string, string]): FlowDefinition {
  const script = (id: string) => ({ id, uses: 'script', with: { script: id } });
  return flowOf('seven', [
    nothing('one'),
    nothing('two'),
    script(first),
    nothing('four'),
    script(second),
    nothing('six'),
    nothing('seven'),
  ]);
}

/** A flow that also takes a secret, which nothing of it uses. */
export function withSecret(flow: FlowDefinition): FlowDefinition {
  return defineFlow({
    ...flow,
    id: `${flow.id}-with-secret`,
    input: {
      type: 'object',
      properties: { password: { type: 'string', format: 'password' } },
    },
  });
}

const nothing = (id: string) => ({ id, uses: 'nothing' });

function flowOf(
  id: string,
  steps: Parameters<typeof defineFlow>[0]['steps'],
): FlowDefinition {
  return defineFlow({
    id,
    title: id,
    risk: 'low',
    input: { type: 'object' },
    steps,
  });
}
