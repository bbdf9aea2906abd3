import { NotFoundError } from '@backstage/errors';
import type { Router } from 'express';
import { getStep } from '../../operations/runs/getStep';
import { isSuccess, resultOf } from '../answers/resultOf';
import { isCompleted, isRunning, toJob } from '../answers/toJob';
import { findJob, type FoundJob } from '../calls/findJob';
import type { WindmillOptions } from '../WindmillOptions';

/** Adds the routes that give the result of a job. */
export function addResultRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  const { perform, workspace } = options;
  const completed = '/w/:workspace/jobs_u/completed';

  router.get(`${completed}/get/:id`, async (req, res) => {
    const { run, step } = requireCompleted(await findJob(req, options));
    res.json(toJob(run, { step, workspace }));
  });

  router.get(`${completed}/get_result/:id`, async (req, res) => {
    const { run, step } = requireCompleted(await findJob(req, options));
    res.json(resultOf(run, step));
  });

  // An error that a client took for an id may hold anything, slashes too.
  router.get(`${completed}/get_result_maybe/:id(*)`, async (req, res) => {
    res.json(maybeResultOf(await findJob(req, options)));
  });

  router.get(`${completed}/get_timing/:id`, async (req, res) => {
    const { run, step } = requireCompleted(await findJob(req, options));
    const job = toJob(run, { step, workspace });
    const { created_at, started_at } = job;
    const duration_ms = 'duration_ms' in job ? job.duration_ms : undefined;
    res.json({ created_at, started_at, duration_ms });
  });

  router.get('/w/:workspace/jobs/result_by_id/:id/:node', async (req, res) => {
    const { caller, run } = await findJob(req, options);
    const stepId = req.params.node;
    const step = await perform(getStep, caller, { runId: run.id, stepId });
    requireCompleted({ run, step });
    res.json(resultOf(run, step));
  });
}

/**
 * Describes what came of a job, in one shape for every state: Windmill's Python
 * client reads each of these fields, and cancels the job when one is not there.
 */
function maybeResultOf({ run, step }: FoundJob) {
  const completed = isCompleted(run, step);
  return {
    started: completed || isRunning(run, step),
    success: completed ? isSuccess(step ?? run) : null,
    completed,
    result: completed ? resultOf(run, step) : null,
  };
}

/**
 * Requires that a job is over.
 *
 * @throws NotFoundError saying how far it is
 */
function requireCompleted(job: FoundJob): FoundJob {
  const { run, step } = job;
  if (isCompleted(run, step)) return job;
  const { status, waitingFor } = step ?? run;
  const waits = waitingFor ? `, waiting for ${waitingFor.text}` : '';
  const name = step ? `Step ${step.id} of job ${run.id}` : `Job ${run.id}`;
  throw new NotFoundError(`${name} is not completed: it is ${status}${waits}`);
}
