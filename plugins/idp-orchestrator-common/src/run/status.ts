import * as z from 'zod';

/**
 * The statuses of a step: `pending → running → succeeded | warning | failed |
 * skipped | cancelled`, or `waiting`.
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

export const stepStatusSchema = z
  .enum(STEP_STATUSES)
  .describe('How the step is.');
export const runStatusSchema = z.enum(RUN_STATUSES).describe('How the run is.');

export type StepStatus = z.infer<typeof stepStatusSchema>;
export type RunStatus = z.infer<typeof runStatusSchema>;
