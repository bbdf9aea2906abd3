import type { Router } from 'express';
import { z } from 'zod';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { sendEventStream } from './eventStream';
import { readCaller } from './readCaller';

export const environmentQuerySchema = z.object({
  environment: z
    .string('the name of an environment')
    .min(1, 'the name of an environment')
    .optional(),
});

export const healthQuerySchema = environmentQuerySchema.extend({
  refresh: z.enum(['true', 'false'], 'true or false').default('false'),
});

export const historyQuerySchema = environmentQuerySchema.extend({
  since: z.iso.datetime('a time as 2026-11-24T12:00:00Z').optional(),
});

export function addHealthRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/health', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(healthQuerySchema, req.query, 'The query');
    const refresh = query.refresh === 'true';
    const { environment } = query;
    res.json(await orchestrator.getHealth(caller, { environment, refresh }));
  });

  router.get('/health/events', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(environmentQuerySchema, req.query, 'The query');
    await sendEventStream(res, {
      watch: signal => orchestrator.watchHealth(caller, { ...query, signal }),
      format: health => `event: health\ndata: ${JSON.stringify(health)}\n\n`,
    });
  });

  router.get('/services/:name/history', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(historyQuerySchema, req.query, 'The query');
    const { name } = req.params;
    res.json(await orchestrator.getServiceHistory(caller, name, query));
  });
}
