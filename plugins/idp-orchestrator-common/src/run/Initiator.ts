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
