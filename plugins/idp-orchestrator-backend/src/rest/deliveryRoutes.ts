import {
  actRequestSchema,
  listDeliveriesQuerySchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { readCaller } from './readCaller';

export function addDeliveryRoutes(
  router: Router,
  options: RouterOptions,
): void {
  const { orchestrator } = options;

  router.get('/deliveries', async (req, res) => {
    const caller = await readCaller(req, options);
    const { limit, cursor, ...filter } = readChecked(
      listDeliveriesQuerySchema,
      req.query,
      'The query',
    );
    const page = { limit, cursor };
    res.json(await orchestrator.listDeliveries(caller, filter, page));
  });

  router.post('/deliveries/:deliveryId/redeliver', async (req, res) => {
    const caller = await readCaller(req, options);
    const body = req.body ?? {};
    const request = readChecked(actRequestSchema, body, BODY);
    const { deliveryId } = req.params;
    res.json(await orchestrator.redeliver(caller, deliveryId, request));
  });
}

const BODY = 'The body of the request';
