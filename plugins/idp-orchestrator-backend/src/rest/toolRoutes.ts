import { toolSchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import * as z from 'zod';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { readCaller } from './readCaller';
import { findTool, listTools } from '../agents/tools';

export const toolInputSchema = z.looseObject(
  { conversation: z.string('a text').optional() },
  'an object',
);

/** Flows and queries as tools, for agent frameworks that do not speak MCP. */
export function addToolRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/tools', async (req, res) => {
    const caller = await readCaller(req, options);
    const { items } = await orchestrator.listFlows(caller);
    res.json({ items: listTools(items).map(tool => toolSchema.parse(tool)) });
  });

  router.post('/tools/:name', async (req, res) => {
    const body = readChecked(toolInputSchema, req.body ?? {}, BODY);
    const caller = await readCaller(req, options, body.conversation);
    const tool = await findTool(orchestrator, caller, req.params.name);
    res.json(await tool.call({ orchestrator, caller }, body));
  });
}

const BODY = 'The body of the request';
