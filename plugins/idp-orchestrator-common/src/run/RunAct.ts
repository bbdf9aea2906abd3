import * as z from 'zod';

/** What people do to a run. `again` starts a new one with the same input. */
export const RUN_ACTS = [
  'cancel',
  'pause',
  'resume',
  'retry',
  'approve',
  'reject',
  'again',
] as const;

export type RunAct = (typeof RUN_ACTS)[number];

/** Whether a caller can do it to a run as it is now, and if not why. */
export const runActOfferSchema = z.object({
  act: z.enum(RUN_ACTS),
  allowed: z.boolean(),
  because: z.string().optional(),
});

export type RunActOffer = z.infer<typeof runActOfferSchema>;
