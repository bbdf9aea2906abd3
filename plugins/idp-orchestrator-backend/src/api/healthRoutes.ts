import type { Router } from 'express';
import { z } from 'zod';
import { readChecked } from './badInput';
import type { RouterOptions } from './createRouter';
import { readCaller } from './readCaller';

const healthQuerySchema = z.object({
  refresh: z.enum(['true', 'false'], 'true or false').default('false'),
});

export function addHealthRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/health', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(healthQuerySchema, req.query, 'The query');
    const refresh = query.refresh === 'true';
    res.json(await orchestrator.getHealth(caller, { refresh }));
  });
}
