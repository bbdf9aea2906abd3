import {
  listRunsQuerySchema,
  seqOf,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { z } from 'zod';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { formatEntry, sendEventStream } from './eventStream';
import { listBundleFiles, sendBundle } from './bundle';
import { readCaller } from './readCaller';

const seqSchema = z.coerce
  .number('a whole number from 0')
  .int('a whole number from 0')
  .min(0, 'a whole number from 0');

export const feedQuerySchema = z.object({
  after: seqSchema.optional(),
  include: z
    .enum(['events', 'events,logs'], 'events or events,logs')
    .default('events,logs'),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

export function addRunRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/runs', async (req, res) => {
    const caller = await readCaller(req, options);
    const { limit, cursor, status, ...filter } = readChecked(
      listRunsQuerySchema,
      req.query,
      'The query',
    );
    const page = { limit, cursor };
    const query = { ...filter, statuses: status };
    res.json(await orchestrator.listRuns(caller, query, page));
  });

  router.get('/runs/:runId', async (req, res) => {
    const caller = await readCaller(req, options);
    res.json(await orchestrator.getRun(caller, req.params.runId));
  });

  router.get('/runs/:runId/context', async (req, res) => {
    const caller = await readCaller(req, options);
    res.json(await orchestrator.getRunContext(caller, req.params.runId));
  });

  router.get('/runs/:runId/plan', async (req, res) => {
    const caller = await readCaller(req, options);
    res.json(await orchestrator.getRemainingPlan(caller, req.params.runId));
  });

  router.get('/runs/:runId/bundle', async (req, res) => {
    const caller = await readCaller(req, options);
    const { runId } = req.params;
    const files = listBundleFiles(orchestrator, caller, runId);
    await sendBundle(res, { name: `run-${runId}`, files });
  });

  router.get('/runs/:runId/steps/:stepId', async (req, res) => {
    const caller = await readCaller(req, options);
    const { runId, stepId } = req.params;
    res.json(await orchestrator.getStep(caller, runId, stepId));
  });

  router.get('/runs/:runId/events', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(feedQuerySchema, req.query, 'The query');
    const { runId } = req.params;
    if (req.accepts(['json', 'text/event-stream']) === 'text/event-stream') {
      const seen = req.header('last-event-id');
      const after = seen
        ? readChecked(seqSchema, seen, 'Last-Event-ID')
        : query.after;
      await sendEventStream(res, {
        watch: signal =>
          orchestrator.watchRun(caller, runId, { after: after ?? 0, signal }),
        format: entries =>
          entries.map(entry => formatEntry(entry, query.include)).join(''),
      });
      return;
    }
    const range = { after: query.after ?? 0, limit: query.limit };
    const entries = await orchestrator.readFeed(caller, runId, range);
    const last = entries.at(-1);
    res.json({
      items: entries.filter(
        ({ kind }) => kind === 'event' || query.include === 'events,logs',
      ),
      ...(last && { nextCursor: String(seqOf(last)) }),
    });
  });
}
