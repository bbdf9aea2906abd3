import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request } from 'express';
import type { Caller } from '../../access/Caller';
import { getRun } from '../../operations/runs/getRun';
import { getStep } from '../../operations/runs/getStep';
import type { WindmillOptions } from '../WindmillOptions';
import { parseJobId } from './JobRef';
import { readCaller } from './readCaller';

export interface FoundJob {
  run: Run;
  /** The step, where the job is one. */
  step?: RunStep;
}

/**
 * Finds the job that `:id` of a route names, and reads who asks for it.
 *
 * @throws AuthenticationError, NotFoundError
 */
export async function findJob(
  request: Request,
  options: WindmillOptions,
): Promise<FoundJob & { caller: Caller }> {
  const caller = await readCaller(request, options);
  const { id } = request.params as { id: string };
  return { caller, ...(await readJob(options, caller, id)) };
}

/**
 * Reads a job as the caller may see it.
 *
 * @throws NotFoundError
 */
async function readJob(
  { perform }: WindmillOptions,
  caller: Caller,
  id: string,
): Promise<FoundJob> {
  const { runId, stepId } = parseJobId(id);
  const run = await perform(getRun, caller, { runId });
  if (stepId === undefined) return { run };
  return { run, step: await perform(getStep, caller, { runId, stepId }) };
}
