import type { Router } from 'express';
import { z } from 'zod';
import { approveRun } from '../../operations/runActions/approveRun';
import { rejectRun } from '../../operations/runActions/rejectRun';
import { parseJobId } from '../calls/JobRef';
import { readArguments, readObject } from '../calls/readArguments';
import { readCaller } from '../calls/readCaller';
import { readChecked } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';
import { addLinkRoutes, addSignedRoutes } from './linkRoutes';
import { reasonOf } from './reasonOf';

const answerSchema = z.object({
  payload: z.unknown().optional(),
  approved: z.boolean('true or false').nullish(),
});

const ANSWERS = { resume: approveRun, cancel: rejectRun };

/**
 * Adds the routes that answer a step which waits for people: with a token, or
 * by a signed address.
 */
export function addApprovalRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  addLinkRoutes(router, options);
  addSignedRoutes(router, options);
  const { perform } = options;

  router.post(
    '/w/:workspace/jobs_u/flow/resume_suspended/:id',
    async (req, res) => {
      const caller = await readCaller(req, options);
      const { runId, step } = readStep(req.params.id);
      const body = readChecked(answerSchema, readObject(req), 'The body');
      const answer = body.approved === false ? 'cancel' : 'resume';
      const reason = reasonOf(answer, { payload: body.payload });
      const request = { reason, ...step };
      await perform(ANSWERS[answer], caller, { runId, request });
      res.status(201).type('text/plain').send(`${answer} done`);
    },
  );

  router.post('/w/:workspace/jobs/flow/resume/:id', async (req, res) => {
    const caller = await readCaller(req, options);
    const { runId, step } = readStep(req.params.id);
    const reason = reasonOf('resume', { payload: readArguments(req) });
    const request = { reason, ...step };
    await perform(approveRun, caller, { runId, request });
    res.status(201).type('text/plain').send('resume done');
  });
}

/**
 * Reads which step is answered: the one that the id of a job names, or any
 * where it is a run's.
 */
function readStep(id: string): { runId: string; step?: { step: string } } {
  const { runId, stepId } = parseJobId(id);
  return { runId, ...(stepId !== undefined && { step: { step: stepId } }) };
}
