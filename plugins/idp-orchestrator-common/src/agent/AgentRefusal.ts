import * as z from 'zod';

/**
 * The reasons why an agent's call is refused, by the rule that it met.
 *
 * @public
 */
export const REFUSAL_REASONS = [
  'dry-run-first',
  'dry-run-failed',
  'risk-too-high',
  'environment-not-allowed',
  'too-many-starts',
  'approval-by-person',
  'dismissal-by-person',
  'window-by-person',
  'schedule-by-person',
  'window-closed',
] as const;

/**
 * The part of a refusal that programs read: the rule, what is missing, and what
 * may be done next.
 *
 * @public
 */
export const agentRefusalSchema = z.object({
  reason: z
    .enum(REFUSAL_REASONS)
    .describe('Of a refused agent: the rule that it met.'),
  missing: z
    .array(z.string())
    .describe('Of a refused agent: what would have to be there.'),
  nextActions: z
    .array(
      z.object({
        action: z.string().describe('The name of a tool.'),
        input: z
          .record(z.string(), z.unknown())
          .describe('Its input, complete.'),
      }),
    )
    .describe('Of a refused agent: calls of tools that are allowed now.'),
});

/** @public */
export type AgentRefusal = z.infer<typeof agentRefusalSchema>;

/**
 * Reads the refusal that an error carries, or the error in the body of a
 * response.
 *
 * @public
 */
export function readAgentRefusal(error: unknown): AgentRefusal | undefined {
  return agentRefusalSchema.safeParse(error).data;
}

/**
 * Describes an error as one text, for those who get no more than that: its
 * message, and of a refusal all the rest as JSON on a last line of its own.
 *
 * @public
 */
export function tellError(error: Error): string {
  const refusal = readAgentRefusal(error);
  return refusal
    ? `${error.message}\n${JSON.stringify(refusal)}`
    : error.message;
}
