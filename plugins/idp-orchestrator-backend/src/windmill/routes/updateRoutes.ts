import { NotFoundError } from '@backstage/errors';
import type { Router } from 'express';
import { z } from 'zod';
import { readLogs, readNewLogs } from '../answers/readLogs';
import { sendNotFound, sendUpdates } from '../answers/sendUpdates';
import { sendStream } from '../answers/sendStream';
import { progressOf, updateOf } from '../answers/updateOf';
import { findJob } from '../calls/findJob';
import { flagSchema, readChecked, wholeNumber } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';

/**
 * The query of an update; `log_offset` is a number that an earlier update gave,
 * or 0.
 */
const updateQuerySchema = z.object({
  log_offset: wholeNumber(0).default(0),
  no_logs: flagSchema,
  only_result: flagSchema,
});

const LOG_ROUTES = ['get_logs', 'get_flow_all_logs'] as const;

/** Adds the routes that tell how a job goes on. */
export function addUpdateRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  const { perform } = options;

  router.get('/w/:workspace/jobs_u/getupdate/:id', async (req, res) => {
    const { caller, ...job } = await findJob(req, options);
    const query = readChecked(updateQuerySchema, req.query);
    const call = { perform, caller, run: job.run };
    const from = { offset: query.log_offset, stepId: job.step?.id };
    const logs = query.no_logs ? undefined : await readNewLogs(call, from);
    const update = updateOf(job, logs);
    // Whoever has been told that it is over asks no more.
    res.json(logs?.isAll === false ? { ...update, completed: false } : update);
  });

  router.get('/w/:workspace/jobs_u/getupdate_sse/:id', async (req, res) => {
    const query = readChecked(updateQuerySchema, req.query);
    const wish = {
      offset: query.log_offset,
      noLogs: query.no_logs,
      onlyResult: query.only_result,
    };
    try {
      const { caller, ...job } = await findJob(req, options);
      await sendUpdates(res, caller, { job, wish, options });
    } catch (error) {
      if (!(error instanceof NotFoundError) || res.headersSent) throw error;
      sendNotFound(res);
    }
  });

  router.get('/w/:workspace/job_metrics/get_progress/:id', async (req, res) => {
    const { run, step } = await findJob(req, options);
    res.json(progressOf(step ? [step] : run.steps));
  });

  for (const name of LOG_ROUTES) {
    router.get(`/w/:workspace/jobs_u/${name}/:id`, async (req, res) => {
      const { caller, run, step } = await findJob(req, options);
      const call = { perform, caller, run };
      res.type('text/plain');
      await sendStream(res, readLogs(call, step?.id));
    });
  }
}
