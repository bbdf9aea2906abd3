import { NotFoundError } from '@backstage/errors';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request, Router } from 'express';
import type { Caller } from '../../access/Caller';
import { getFlow } from '../../operations/flows/getFlow';
import { listFlows } from '../../operations/flows/listFlows';
import { toFlow, toScript } from '../answers/toRunnable';
import { exists } from '../calls/exists';
import { flowIdOf } from '../calls/flowPath';
import { readCaller } from '../calls/readCaller';
import { chooseRunnables } from '../calls/readRunnableQuery';
import type { WindmillOptions } from '../WindmillOptions';

const KINDS = [
  { kind: 'flow', name: 'flows', at: ':path(*)', describe: toFlow },
  { kind: 'task', name: 'scripts', at: 'p/:path(*)', describe: toScript },
] as const;

/** Adds the routes that tell which flows and scripts there are. */
export function addRunnableRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  const { perform, workspace } = options;

  for (const { kind, name, at, describe } of KINDS) {
    const listOf = async (caller: Caller) => {
      const { items } = await perform(listFlows, caller, {});
      return items.filter(item => item.kind === kind);
    };
    const findOne = async (req: Request): Promise<FlowSummary> => {
      const caller = await readCaller(req, options);
      const { path } = req.params as { path: string };
      const flow = await perform(getFlow, caller, { flowId: flowIdOf(path) });
      if (flow.kind === kind) return flow;
      throw new NotFoundError(`There is nothing at ${path} among the ${name}`);
    };

    router.get(`/w/:workspace/${name}/list`, async (req, res) => {
      const all = await listOf(await readCaller(req, options));
      const chosen = chooseRunnables(req.query, all);
      res.json(chosen.map(flow => describe(flow, workspace)));
    });

    router.get(`/w/:workspace/${name}/list_paths`, async (req, res) => {
      const all = await listOf(await readCaller(req, options));
      res.json(all.map(flow => describe(flow, workspace).path));
    });

    router.get(`/w/:workspace/${name}/get/${at}`, async (req, res) => {
      res.json(describe(await findOne(req), workspace));
    });

    router.get(`/w/:workspace/${name}/exists/${at}`, async (req, res) => {
      res.json(await exists(findOne(req)));
    });
  }
}
