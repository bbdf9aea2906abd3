import type { NotificationService } from '@backstage/plugin-notifications-node';
import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';

const announceInputSchema = z.strictObject({
  title: z.string().min(1).max(200).describe('What everybody should know.'),
  text: z.string().max(1_000).optional().describe('The rest of it.'),
  severity: z
    .enum(['low', 'normal', 'high', 'critical'])
    .default('normal')
    .describe('How urgent it is.'),
});

type AnnounceInput = z.infer<typeof announceInputSchema>;

/** `uses: announce`: tells everybody who uses the portal, by a notification. */
export function createAnnounceStep(notifications: NotificationService) {
  return defineStepType<AnnounceInput>({
    uses: 'announce',
    inputSchema: announceInputSchema,
    // The same scope replaces the notification, so nobody is told twice.
    resumable: true,
    async run({ title, text, severity }, { runId, stepId, say }) {
      await notifications.send({
        recipients: { type: 'broadcast' },
        payload: {
          title,
          description: text,
          severity,
          topic: 'platform',
          scope: `${runId}/${stepId}`,
          link: `/idp-orchestrator/runs/${runId}`,
        },
      });
      await say({ lines: [`Told everybody: ${title}`] });
      return { status: 'succeeded', output: { title } };
    },
    async plan({ title }) {
      return { effect: 'known', text: `Would tell everybody: ${title}.` };
    },
  });
}
