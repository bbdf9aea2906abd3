import * as z from 'zod';

/**
 * Who asked for something: a person, a service, or an agent on behalf of one.
 * Never lost, never replaced by a generic name.
 */
export const initiatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), ref: z.string() }),
  z.object({ kind: z.literal('service'), ref: z.string() }),
  z.object({
    kind: z.literal('agent'),
    ref: z.string(),
    onBehalfOf: z.string().optional(),
    conversation: z.string().optional(),
  }),
]);

export type Initiator = z.infer<typeof initiatorSchema>;

/** Headers by which an agent says over HTTP that it is one, and which conversation it is in. */
export const AGENT_HEADER = 'x-idp-agent';
export const CONVERSATION_HEADER = 'x-idp-conversation';

/** Who answers for it: of an agent the user or service that it acts for, if there is one. */
export function principalOf(initiator: Initiator): string {
  return initiator.kind === 'agent'
    ? (initiator.onBehalfOf ?? initiator.ref)
    : initiator.ref;
}
