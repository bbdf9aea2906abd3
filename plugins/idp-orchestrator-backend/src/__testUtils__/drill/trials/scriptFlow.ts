import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';

/** A flow of one script, both with that id. */
export function scriptFlow(script: string): FlowSource {
  return {
    id: script,
    title: `The script ${script}`,
    risk: 'low',
    steps: [{ id: script, uses: 'script', with: { script } }],
  };
}
