import * as z from 'zod';

/**
 * The one who asked for something: a person, a service, or an agent or a rule on
 * behalf of one. It is never lost, and never replaced by a generic name.
 *
 * @public
 */
export const initiatorSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('user').describe('A person.'),
      ref: z.string().describe('The entity reference of the person.'),
    }),
    z.object({
      kind: z.literal('service').describe('A program with a token of its own.'),
      ref: z.string().describe('The subject of its token.'),
    }),
    z.object({
      kind: z.literal('agent').describe('An agent.'),
      ref: z.string().describe('The name that the agent goes by.'),
      onBehalfOf: z
        .string()
        .optional()
        .describe('The user or service that it acts for.'),
      conversation: z
        .string()
        .optional()
        .describe('The conversation that it is in.'),
    }),
    z.object({
      kind: z
        .literal('automation')
        .describe('A rule of this installation that does something by itself.'),
      ref: z
        .string()
        .describe('The kind and id of the rule, such as `schedule:nightly`.'),
      onBehalfOf: z
        .string()
        .describe('The user or service that let it do so, and answers for it.'),
    }),
  ])
  .describe(
    'Who asked for it: a person, a service, or an agent or a rule for one.',
  );

/** @public */
export type Initiator = z.infer<typeof initiatorSchema>;

/**
 * The means by which an initiator proved who it is: `session` is a user who
 * signed in, `token` a service or static token, `link` a signed address.
 *
 * @public
 */
export const meansSchema = z.enum(['session', 'token', 'link']);

/** @public */
export type Means = z.infer<typeof meansSchema>;

/**
 * Headers by which an agent says over HTTP that it is one, and which conversation it is in.
 *
 * @public
 */
export const AGENT_HEADER = 'x-idp-agent';
/** @public */
export const CONVERSATION_HEADER = 'x-idp-conversation';
