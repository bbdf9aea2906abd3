import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import type { Clock } from '../ports';

const approvalInputSchema = z
  .strictObject({
    message: z
      .string('what is to be approved')
      .min(1, 'what is to be approved')
      .max(1_000)
      .describe('What is to be approved, in a sentence'),
    approvers: z
      .array(
        z
          .string()
          .regex(
            /^(user|group):[^/]+\/.+$/,
            'an entity reference such as group:default/platform-team',
          ),
      )
      .default([])
      .describe(
        'Users and groups that may; all with the permission when empty',
      ),
    count: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(1)
      .describe('How many have to approve'),
    allowInitiator: z
      .boolean()
      .default(false)
      .describe('Whether who started the run may approve it'),
  })
  .describe(
    "Waits until people approve, at most for the step's `timeout`. No worker is kept meanwhile.",
  );

type ApprovalInput = z.infer<typeof approvalInputSchema>;

/** `uses: approval`: waits for people, at most for the step's `timeout`. No worker is kept meanwhile. */
export function createApprovalStep(clock: Clock) {
  return defineStepType<ApprovalInput>({
    uses: 'approval',
    inputSchema: approvalInputSchema,
    resumable: true,
    async run({ message, ...approval }, { timeoutMs }) {
      return {
        status: 'waiting',
        waitingFor: {
          kind: 'approval',
          text: `${message} (${describe(approval)})`,
          ...(timeoutMs !== undefined && {
            until: new Date(clock.now() + timeoutMs).toISOString(),
          }),
        },
        approval,
      };
    },
    async plan({ message, ...approval }) {
      return {
        effect: 'none',
        text: `Would ask: ${message} (${describe(approval)}).`,
      };
    },
  });
}

function describe({
  approvers,
  count,
}: Pick<ApprovalInput, 'approvers' | 'count'>): string {
  const who =
    approvers.length > 0 ? approvers.join(' or ') : 'anybody who may approve';
  return `${count} ${count === 1 ? 'approval' : 'approvals'} by ${who}`;
}
