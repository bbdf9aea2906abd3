import type { RunStatus } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { countRuns } from '../../operations/runs/listRuns';
import { readCaller } from '../calls/readCaller';
import { readListQuery } from '../calls/readListQuery';
import { findRuns } from '../calls/findRuns';
import { FINISHED, UNFINISHED } from '../calls/statuses';
import { toJob } from '../answers/toJob';
import type { WindmillOptions } from '../WindmillOptions';

const LISTS = {
  'jobs/list': [...UNFINISHED, ...FINISHED],
  'jobs/queue/list': UNFINISHED,
  'jobs/completed/list': FINISHED,
} as const;

export function addListRoutes(router: Router, options: WindmillOptions): void {
  const { perform, workspace } = options;

  for (const [path, statuses] of Object.entries(LISTS)) {
    router.get(`/w/:workspace/${path}`, async (req, res) => {
      const caller = await readCaller(req, options);
      const query = readListQuery(req.query, statuses);
      const runs = await findRuns(options, caller, query);
      res.json(runs.map(run => toJob(run, { workspace })));
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
