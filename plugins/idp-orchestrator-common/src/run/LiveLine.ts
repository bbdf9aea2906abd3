import * as z from 'zod';
import { logChunkSchema } from './LogChunk';

/**
 * A line that is printed over again and again, as progress bars are, as it
 * stands now. It is stored nowhere: the line that comes of it in the end is in
 * a log chunk of the same step, attempt and stream.
 *
 * @public
 */
export const liveLineSchema = logChunkSchema
  .pick({ stepId: true, attempt: true, stream: true })
  .extend({
    text: z.string().describe('What stands there now, secrets masked.'),
  })
  .describe('A line that is still printed over, as it stands now.');

/** @public */
export type LiveLine = z.infer<typeof liveLineSchema>;
