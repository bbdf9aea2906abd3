import * as z from 'zod';

/**
 * A time at which work on a run kept its worker from everything else, or ended its process.
 *
 * @public
 */
export const stallSchema = z.object({
  outcome: z
    .enum(['stood', 'died'])
    .describe(
      '`stood`: nothing else was done in the process for longer than a second. `died`: the process ended within it.',
    ),
  worker: z.string().describe('The worker that it happened to.'),
  ms: z
    .number()
    .optional()
    .describe('For how long, in milliseconds, as far as it was seen.'),
  step: z.string().optional().describe('The step that was worked on.'),
  expression: z
    .string()
    .optional()
    .describe('The start of the expression that was evaluated.'),
});

/** @public */
export type Stall = z.infer<typeof stallSchema>;

/**
 * A run is given up when this has happened so often.
 *
 * @public
 */
export const MOST_STALLS = 3;

/**
 * Tells whether nothing more is done of a run, since it brought its workers down.
 *
 * @public
 */
export function isGivenUp({ stalls }: { stalls?: Stall[] }): boolean {
  return (stalls?.length ?? 0) >= MOST_STALLS;
}
