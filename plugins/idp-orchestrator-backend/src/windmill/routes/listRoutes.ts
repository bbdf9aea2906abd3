import {
  RUN_STATUSES,
  type RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { countRuns } from '../../operations/runs/listRuns';
import { readCaller } from '../calls/readCaller';
import { findJobs } from '../calls/findJobs';
import { readListQuery, type ListKind } from '../calls/readListQuery';
import { FINISHED, UNFINISHED } from '../calls/statuses';
import { toJob } from '../answers/toJob';
import type { WindmillOptions } from '../WindmillOptions';

const LISTS: Record<string, ListKind> = {
  'jobs/list': { statuses: RUN_STATUSES },
  'jobs/queue/list': { statuses: UNFINISHED, completed: false },
  'jobs/completed/list': { statuses: FINISHED, completed: true },
};

export function addListRoutes(router: Router, options: WindmillOptions): void {
  const { perform, workspace } = options;

  for (const [path, kind] of Object.entries(LISTS)) {
    router.get(`/w/:workspace/${path}`, async (req, res) => {
      const caller = await readCaller(req, options);
      const query = readListQuery(req.query, kind);
      const jobs = await findJobs(options, caller, query);
      res.json(jobs.map(({ run, step }) => toJob(run, { step, workspace })));
    });
  }

  router.get('/w/:workspace/jobs/queue/count', async (req, res) => {
    const caller = await readCaller(req, options);
    const count = (statuses: RunStatus[]) =>
      perform(countRuns, caller, { statuses });
    res.json({
      database_length: await count(UNFINISHED),
      suspended: await count(['waiting']),
    });
  });

  router.get('/w/:workspace/jobs/completed/count', async (req, res) => {
    const caller = await readCaller(req, options);
    const filter = { statuses: FINISHED };
    res.json({ database_length: await perform(countRuns, caller, filter) });
  });
}
