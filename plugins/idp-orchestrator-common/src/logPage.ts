import * as z from 'zod';

/**
 * A line of an attempt's log as it is served.
 *
 * @public
 */
export const logLineSchema = z.object({
  line: z
    .number()
    .int()
    .describe('Its number from 1, both streams counted together.'),
  at: z.iso.datetime().describe('When it was printed.'),
  stream: z.enum(['stdout', 'stderr']).describe('Where it was printed.'),
  text: z.string().describe('The line, secrets masked.'),
});

/** @public */
export type LogLine = z.infer<typeof logLineSchema>;

/**
 * A range of an attempt's log.
 *
 * @public
 */
export const logPageSchema = z.object({
  items: z.array(logLineSchema).describe('The lines, in their order.'),
  total: z.number().int().describe('How many lines there are so far.'),
  nextFrom: z
    .number()
    .int()
    .optional()
    .describe('Where a search goes on; absent when it has seen all.'),
});

/** @public */
export type LogPage = z.infer<typeof logPageSchema>;
