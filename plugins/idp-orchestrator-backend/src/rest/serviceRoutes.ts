import {
  operateServicesRequestSchema,
  PLATFORM_OPERATIONS,
  toOperationRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { z } from 'zod';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { readCaller } from './readCaller';

export const serviceQuerySchema = z.strictObject({
  environment: z
    .string('the name of an environment')
    .min(1, 'the name of an environment')
    .optional(),
});

/** Services as they are, and operations of them. */
export function addServiceRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/services', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(serviceQuerySchema, req.query, 'The query');
    res.json(await orchestrator.listServices(caller, query));
  });

  router.get('/services/:name', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(serviceQuerySchema, req.query, 'The query');
    const { name } = req.params;
    res.json(await orchestrator.getService(caller, name, query));
  });

  router.post('/services/operations', async (req, res) => {
    const caller = await readCaller(req, options);
    const request = readOperation(req.body);
    const { created, ...run } = await orchestrator.startRun(
      caller,
      PLATFORM_OPERATIONS,
      toOperationRun(request),
    );
    res.status(created ? 201 : 200).json(run);
  });

  router.post('/services/operations/plan', async (req, res) => {
    const caller = await readCaller(req, options);
    const request = readOperation(req.body);
    res.json(await orchestrator.planOperation(caller, request));
  });
}

function readOperation(body: unknown) {
  return readChecked(
    operateServicesRequestSchema,
    body ?? {},
    'The body of the request',
  );
}
