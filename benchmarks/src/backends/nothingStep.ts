import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';

/** `uses: nothing`: does nothing, and tells that it was called. */
export function createNothingStep(called: () => void) {
  return defineStepType({
    uses: 'nothing',
    inputSchema: z.object({}),
    resumable: true,
    async run() {
      called();
      return { status: 'succeeded' };
    },
    plan: async () => ({ effect: 'known', text: 'Would do nothing.' }),
  });
}
