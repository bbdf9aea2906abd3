import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Caller } from '../../access/Caller';
import { cancelRun } from '../../operations/runActions/cancelRun';
import { retryRun } from '../../operations/runActions/retryRun';
import { parseJobId } from '../calls/JobRef';
import { readJson, readObject } from '../calls/readArguments';
import { readCaller } from '../calls/readCaller';
import { readChecked } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';

const NO_REASON = 'no reason given';

const cancelSchema = z.object({
  reason: z.string('a text').max(1_000, 'at most 1000 characters').nullish(),
});

const selectionSchema = z
  .array(z.string('the id of a job'), 'a list of ids of jobs')
  .max(1_000, 'at most 1000 ids');

const restartSchema = z.object({
  step_id: z.string('the id of a step'),
  branch_or_iteration_n: z.number('a number').nullish(),
  flow_version: z.number('a number').nullish(),
  nested_path: z.array(z.unknown(), 'a list').nullish(),
});

/**
 * Adds the routes that do something to jobs: cancel them, or let them go on
 * from a step.
 */
export function addActRoutes(router: Router, options: WindmillOptions): void {
  const { perform } = options;

  for (const name of ['cancel', 'force_cancel'] as const) {
    router.post(`/w/:workspace/jobs_u/queue/${name}/:id`, async (req, res) => {
      const caller = await readCaller(req, options);
      const { runId } = parseJobId((req.params as { id: string }).id);
      const body = readChecked(cancelSchema, readObject(req), 'The body');
      const reason = body.reason || NO_REASON;
      await perform(cancelRun, caller, { runId, request: { reason } });
      res.type('text/plain').send(runId);
    });
  }

  router.post('/w/:workspace/jobs/queue/cancel_selection', async (req, res) => {
    const caller = await readCaller(req, options);
    const ids = readChecked(selectionSchema, readJson(req), 'The body');
    res.json(await cancelAll(options, caller, ids));
  });

  const restart = async (
    req: Request<{ id: string }>,
    res: Response,
    readStep: () => string,
  ) => {
    const caller = await readCaller(req, options);
    const { runId } = parseJobId(req.params.id);
    const from = readStep();
    const reason = `restarted from ${from}`;
    const request = { reason, from };
    const run = await perform(retryRun, caller, { runId, request });
    res.status(201).type('text/plain').send(run.id);
  };

  router.post('/w/:workspace/jobs/restart/f/:id', (req, res) =>
    restart(req, res, () => {
      const body = readChecked(restartSchema, readObject(req), 'The body');
      if (body.branch_or_iteration_n || body.nested_path?.length) {
        throw new InputError(NO_MIDDLE);
      }
      return body.step_id;
    }),
  );

  // As older servers have it.
  router.post('/w/:workspace/jobs/restart/f/:id/from/:step/:n', (req, res) =>
    restart(req, res, () => {
      if (Number(req.params.n) > 0) throw new InputError(NO_MIDDLE);
      return req.params.step;
    }),
  );
}

const NO_MIDDLE =
  'A flow goes on from a step as a whole, not from one of its items or branches. Leave out branch_or_iteration_n and nested_path: items that were done are kept';

/**
 * Cancels those that can be; the others are left out of the answer.
 *
 * @throws NotAllowedError when none may be cancelled by this caller
 */
async function cancelAll(
  { perform }: WindmillOptions,
  caller: Caller,
  ids: string[],
): Promise<string[]> {
  const cancelled: string[] = [];
  let refusal: unknown;
  for (const { runId } of ids.map(parseJobId)) {
    try {
      const request = { reason: NO_REASON };
      await perform(cancelRun, caller, { runId, request });
      cancelled.push(runId);
    } catch (error) {
      if (error instanceof ConflictError) continue;
      if (error instanceof NotFoundError) continue;
      refusal ??= error;
    }
  }
  if (cancelled.length === 0 && refusal) throw refusal;
  return cancelled;
}
