import {
  startRunRequestSchema,
  startTaskRequestSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { readCaller } from './readCaller';

export function addFlowRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/flows', async (req, res) => {
    res.json(await orchestrator.listFlows(await readCaller(req, options)));
  });

  router.get('/flows/:flowId', async (req, res) => {
    const caller = await readCaller(req, options);
    res.json(await orchestrator.getFlow(caller, req.params.flowId));
  });

  router.post('/flows/:flowId/runs', async (req, res) => {
    const caller = await readCaller(req, options);
    const request = readBody(startRunRequestSchema, req.body);
    const started = await orchestrator.startRun(
      caller,
      req.params.flowId,
      request,
    );
    const { created, ...run } = started;
    res.status(created ? 201 : 200).json(run);
  });

  router.post('/flows/:flowId/plan', async (req, res) => {
    const caller = await readCaller(req, options);
    const request = readBody(startRunRequestSchema, req.body);
    const { flowId } = req.params;
    res.json(await orchestrator.planRun(caller, flowId, request));
  });

  router.post('/tasks', async (req, res) => {
    const caller = await readCaller(req, options);
    const request = readBody(startTaskRequestSchema, req.body);
    const { created, ...run } = await orchestrator.startTask(caller, request);
    res.status(created ? 201 : 200).json(run);
  });
}

function readBody<T>(
  schema: Parameters<typeof readChecked<T>>[0],
  body: unknown,
): T {
  return readChecked(schema, body ?? {}, 'The body of the request');
}
