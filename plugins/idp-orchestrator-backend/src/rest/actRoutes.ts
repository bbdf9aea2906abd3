import {
  actRequestSchema,
  answerRunRequestSchema,
  retryRunRequestSchema,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import type { z } from 'zod';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import type { Caller } from '../operations/Orchestrator';
import { readCaller } from './readCaller';

/** What people do to a run: each says why. */
export function addActRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  const addAct = <T>(
    name: string,
    schema: z.ZodType<T>,
    act: (caller: Caller, runId: string, request: T) => Promise<Run>,
  ) =>
    router.post(`/runs/:runId/${name}`, async (req, res) => {
      const caller = await readCaller(req, options);
      const request = readChecked(schema, req.body ?? {}, BODY);
      res.json(await act(caller, String(req.params.runId), request));
    });

  addAct('cancel', actRequestSchema, orchestrator.cancelRun);
  addAct('pause', actRequestSchema, orchestrator.pauseRun);
  addAct('resume', actRequestSchema, orchestrator.resumeRun);
  addAct('retry', retryRunRequestSchema, orchestrator.retryRun);
  addAct('approve', answerRunRequestSchema, orchestrator.approveRun);
  addAct('reject', answerRunRequestSchema, orchestrator.rejectRun);

  router.get('/runs/:runId/actions', async (req, res) => {
    const caller = await readCaller(req, options);
    res.json(await orchestrator.allowedActions(caller, req.params.runId));
  });

  router.post('/runs/:runId/rerun', async (req, res) => {
    const caller = await readCaller(req, options);
    const request = readChecked(actRequestSchema, req.body ?? {}, BODY);
    const { runId } = req.params;
    const started = await orchestrator.rerun(caller, runId, request);
    const { created: _, ...run } = started;
    res.status(201).json(run);
  });
}

const BODY = 'The body of the request';
