import * as z from 'zod';

/**
 * The statuses of a step. It is pending, running or waiting, and then ends in one
 * of the others.
 *
 * @public
 */
export const STEP_STATUSES = [
  'pending',
  'running',
  'waiting',
  'succeeded',
  'warning',
  'failed',
  'skipped',
  'cancelled',
] as const;

/**
 * The statuses of a run: `queued → running → …`; while not finished also
 * `waiting`, `paused`, `cancelling`.
 *
 * @public
 */
export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'cancelling',
  'succeeded',
  'succeeded-with-warnings',
  'failed',
  'cancelled',
] as const;

/** @public */
export const stepStatusSchema = z
  .enum(STEP_STATUSES)
  .describe('How the step is.');
/** @public */
export const runStatusSchema = z.enum(RUN_STATUSES).describe('How the run is.');

/** @public */
export type StepStatus = z.infer<typeof stepStatusSchema>;
/** @public */
export type RunStatus = z.infer<typeof runStatusSchema>;
