import * as z from 'zod';

/**
 * Lines of one stream of one attempt, in the order they were printed.
 * `firstLine` is the number, from 1, of the first of them in the attempt's
 * log (both streams counted together). Secrets are masked before a chunk
 * exists.
 */
export const logChunkSchema = z.object({
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  stepId: z.string(),
  attempt: z.number().int().min(1),
  stream: z.enum(['stdout', 'stderr']),
  firstLine: z.number().int().min(1),
  lines: z.array(z.string()),
});

export type LogChunk = z.infer<typeof logChunkSchema>;

export type LogStream = LogChunk['stream'];
