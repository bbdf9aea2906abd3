import * as z from 'zod';

/**
 * The actions that people do to a run. `rerun` starts a new one with the same
 * input.
 *
 * @public
 */
export const RUN_ACTIONS = [
  'cancel',
  'pause',
  'resume',
  'retry',
  'approve',
  'reject',
  'rerun',
  'dismiss',
  'override-window',
] as const;

/** @public */
export type RunAction = (typeof RUN_ACTIONS)[number];

/**
 * The offer of an action: whether a caller can do it to a run as it is now, and
 * if not why.
 *
 * @public
 */
export const runActionOfferSchema = z.object({
  action: z.enum(RUN_ACTIONS).describe('What is done to the run.'),
  allowed: z.boolean().describe('Whether this caller can do it now.'),
  because: z.string().optional().describe('Why not.'),
});

/** @public */
export type RunActionOffer = z.infer<typeof runActionOfferSchema>;
