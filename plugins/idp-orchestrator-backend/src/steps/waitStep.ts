import {
  durationSchema,
  parseDuration,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import type { Clock } from '../ports';

const waitInputSchema = z
  .strictObject({
    for: durationSchema.optional().describe('How long, for example 30m'),
    until: z.iso
      .datetime({ offset: true, error: 'a time such as 2026-12-24T06:00:00Z' })
      .optional()
      .describe('Until when, ISO 8601'),
  })
  .refine(
    ({ for: length, until }) =>
      (length === undefined) !== (until === undefined),
    'either for or until',
  )
  .describe(
    'Goes on after a while: give either `for` or `until`. No worker is kept meanwhile, and a restart does not matter.',
  );

type WaitInput = z.infer<typeof waitInputSchema>;

/** `uses: wait`: goes on after a while. No worker is kept meanwhile. */
export function createWaitStep(clock: Clock) {
  const endOf = (input: WaitInput) =>
    input.until === undefined
      ? clock.now() + ((input.for && parseDuration(input.for)) || 0)
      : Date.parse(input.until);
  return defineStepType<WaitInput>({
    uses: 'wait',
    inputSchema: waitInputSchema,
    resumable: true,
    async run(input) {
      const until = new Date(endOf(input)).toISOString();
      return {
        status: 'waiting',
        waitingFor: { kind: 'timer', text: describe(input), until },
      };
    },
    async plan(input) {
      return { effect: 'none', text: `Would wait ${describe(input)}.` };
    },
  });
}

function describe({ for: length, until }: WaitInput): string {
  return length === undefined ? `until ${until}` : `for ${length}`;
}
