import { statsQuerySchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { readCaller } from './readCaller';

export function addStatsRoutes(router: Router, options: RouterOptions): void {
  router.get('/stats', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(statsQuerySchema, req.query, 'The query');
    res.json(await options.orchestrator.getStats(caller, query));
  });
}
