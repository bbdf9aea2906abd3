import type { Request, Response, Router } from 'express';
import { getRun } from '../../operations/runs/getRun';
import { isSuccess, resultOf } from '../answers/resultOf';
import { sendResult } from '../answers/sendResult';
import { sendUpdates } from '../answers/sendUpdates';
import { readCaller } from '../calls/readCaller';
import { startJob, type RunnableKind } from '../calls/startJob';
import { requireStartByGet } from '../calls/tokenToHeader';
import { readerSignal } from '../../waiting/readerSignal';
import { waitForRun } from '../calls/waitForRun';
import type { WindmillOptions } from '../WindmillOptions';

const KINDS = ['f', 'p'] as const;

/**
 * Adds the routes that start flows (`f`) and scripts (`p`), and those that wait
 * for the result.
 */
export function addRunRoutes(router: Router, options: WindmillOptions): void {
  for (const kind of KINDS) {
    router.post(`/w/:workspace/jobs/run/${kind}/:path(*)`, async (req, res) => {
      const caller = await readCaller(req, options);
      const { path } = req.params as { path: string };
      const id = await startJob(req, caller, { kind, path, options });
      res.status(201).type('text/plain').send(id);
    });

    const waiting = `/w/:workspace/jobs/run_wait_result/${kind}/:path(*)`;
    const answer = (req: Request, res: Response) =>
      runAndWait(req, res, { kind, options });
    router.post(waiting, answer);
    router.get(waiting, requireStartByGet, answer);

    router.post(
      `/w/:workspace/jobs/run_and_stream/${kind}/:path(*)`,
      async (req, res) => {
        const caller = await readCaller(req, options);
        const { path } = req.params as { path: string };
        const id = await startJob(req, caller, { kind, path, options });
        const run = await options.perform(getRun, caller, { runId: id });
        const job = { job: { run }, wish: { offset: 0 }, options };
        await sendUpdates(res, caller, job);
      },
    );
  }
}

async function runAndWait(
  req: Request,
  res: Response,
  { kind, options }: { kind: RunnableKind; options: WindmillOptions },
): Promise<void> {
  const gone = readerSignal(res);
  const caller = await readCaller(req, options);
  const { path } = req.params as { path: string };
  const runId = await startJob(req, caller, { kind, path, options });
  const run = await waitForRun(options, caller, { runId, gone });
  if (gone.aborted) return;
  const result = resultOf(run);
  if (isSuccess(run)) sendResult(res, result);
  else res.status(422).json(result);
}
