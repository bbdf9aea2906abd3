import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { z } from 'zod';
import { getRun } from '../../operations/runs/getRun';
import { readLastLogs } from '../answers/readLogs';
import { toJob } from '../answers/toJob';
import { findJob } from '../calls/findJob';
import { flagSchema, readChecked } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';

const jobQuerySchema = z.object({ no_logs: flagSchema });

/** Adds the routes that tell what there is to know of one job. */
export function addJobRoutes(router: Router, options: WindmillOptions): void {
  const { perform, workspace } = options;

  router.get('/w/:workspace/jobs_u/get/:id', async (req, res) => {
    const { caller, run, step } = await findJob(req, options);
    const query = readChecked(jobQuerySchema, req.query);
    const logs = query.no_logs
      ? {}
      : { logs: await readLastLogs({ perform, caller, run }, step?.id) };
    res.json({ ...toJob(run, { step, workspace }), ...logs });
  });

  router.get('/w/:workspace/jobs_u/get_args/:id', async (req, res) => {
    const { run } = await findJob(req, options);
    res.json(run.input);
  });

  router.get('/w/:workspace/jobs_u/get_root_job_id/:id', async (req, res) => {
    const { caller, run } = await findJob(req, options);
    let root: Run = run;
    while (root.parent) {
      root = await perform(getRun, caller, { runId: root.parent.runId });
    }
    res.json(root.id);
  });
}
