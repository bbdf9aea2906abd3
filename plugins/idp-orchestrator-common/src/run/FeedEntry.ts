import * as z from 'zod';
import { logChunkSchema } from './LogChunk';
import { runEventSchema, type RunEvent } from './RunEvent';
import type { LogChunk } from './LogChunk';

/**
 * * An entry of a run's feed, which its watchers receive in the order of `seq`.
 *
 * @public
 */
export const feedEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event').describe('Something happened.'),
    event: runEventSchema.describe('What happened.'),
  }),
  z.object({
    kind: z.literal('log').describe('Something was printed.'),
    chunk: logChunkSchema.describe('What was printed.'),
  }),
]);

/** @public */
export type FeedEntry =
  { kind: 'event'; event: RunEvent } | { kind: 'log'; chunk: LogChunk };
