import * as z from 'zod';

/**
 * Lines of one stream of one attempt, in the order they were printed.
 * `firstLine` is the number, from 1, of the first of them in the attempt's
 * log (both streams counted together). Secrets are masked before a chunk
 * exists.
 *
 * @public
 */
export const logChunkSchema = z
  .object({
    seq: z
      .number()
      .int()
      .min(1)
      .describe('Its number in the feed of the run, shared with events.'),
    at: z.iso.datetime().describe('When they were printed.'),
    stepId: z.string().describe('The step that printed it.'),
    attempt: z.number().int().min(1).describe('The attempt of the step.'),
    stream: z.enum(['stdout', 'stderr']).describe('Where it was printed.'),
    firstLine: z
      .number()
      .int()
      .min(1)
      .describe(
        "The number, from 1, of its first line in the attempt's log, both streams counted together.",
      ),
    lines: z.array(z.string()).describe('The lines, secrets masked.'),
  })
  .describe(
    'Lines of one stream of one attempt, in the order they were printed.',
  );

/** @public */
export type LogChunk = z.infer<typeof logChunkSchema>;

/** @public */
export type LogStream = LogChunk['stream'];
