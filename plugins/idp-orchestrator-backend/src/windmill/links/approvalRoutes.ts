import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Caller } from '../../access/Caller';
import { approveRun, linkAnswer } from '../../operations/runActions/approveRun';
import { rejectRun } from '../../operations/runActions/rejectRun';
import { getRun } from '../../operations/runs/getRun';
import { flowStatusOf } from '../answers/flowStatusOf';
import { toJob } from '../answers/toJob';
import { parseJobId } from '../calls/JobRef';
import { readArguments, readObject } from '../calls/readArguments';
import { originOf, readCaller, requireWorkspace } from '../calls/readCaller';
import { readChecked, wholeNumber } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';
import type { LinkSubject } from './ApprovalLinks';

const LARGEST_NUMBER = 2 ** 32 - 1;

const linkSchema = z.object({
  resumeId: wholeNumber(0, LARGEST_NUMBER),
  approver: z.string('a text').max(200, 'at most 200 characters').optional(),
});

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
 * Adds the routes that make links, which only those may who could answer
 * themselves.
 */
function addLinkRoutes(router: Router, options: WindmillOptions): void {
  const { perform, links } = options;
  const sign = async (req: Request) => {
    const caller = await readCaller(req, options);
    const subject = subjectOf(req);
    await perform(linkAnswer, caller, { runId: subject.runId });
    const { initiator } = caller;
    const maker = { initiator, refs: await caller.listRefs() };
    return { subject, signature: await links.sign(subject, maker) };
  };

  router.get(
    '/w/:workspace/jobs/resume_urls/:id/:resumeId',
    async (req, res) => {
      const { subject, signature } = await sign(req);
      const { runId, resumeId, approver } = subject;
      const path = `${runId}/${resumeId}/${signature}`;
      const query = approver ? `?${new URLSearchParams({ approver })}` : '';
      const base = `${options.baseUrl}/w/${options.workspace}/jobs_u`;
      res.json({
        approvalPage: `${options.runsUrl}/${runId}`,
        resume: `${base}/resume/${path}${query}`,
        cancel: `${base}/cancel/${path}${query}`,
      });
    },
  );

  router.get(
    '/w/:workspace/jobs/job_signature/:id/:resumeId',
    async (req, res) => {
      const { signature } = await sign(req);
      res.type('text/plain').send(signature);
    },
  );
}

/**
 * Adds the routes that are open to whoever has a link; it may what its maker
 * may.
 */
function addSignedRoutes(router: Router, options: WindmillOptions): void {
  const { perform, workspace } = options;

  for (const answer of ['resume', 'cancel'] as const) {
    const path = `/w/:workspace/jobs_u/${answer}/:id/:resumeId/:signature`;
    const give = async (req: Request, res: Response) => {
      const { caller, subject } = await readLink(req, options);
      const { runId, resumeId, approver } = subject;
      const payload = readArguments(req);
      const request = {
        reason: reasonOf(answer, { approver, payload }),
        key: `windmill:${resumeId}`,
      };
      await perform(ANSWERS[answer], caller, { runId, request });
      res.status(201).type('text/plain').send(`${answer} done`);
    };
    router.get(path, give);
    router.post(path, give);
  }

  router.get(
    '/w/:workspace/jobs_u/get_flow/:id/:resumeId/:signature',
    async (req, res) => {
      const { caller, subject } = await readLink(req, options);
      const run = await perform(getRun, caller, { runId: subject.runId });
      const approvers = flowStatusOf(run).modules.flatMap(
        module => module.approvers ?? [],
      );
      res.json({ job: toJob(run, { workspace }), approvers });
    },
  );
}

/**
 * Reads the caller of a link, who has the name of its maker, and whose
 * permission was asked for when it was made.
 */
async function readLink(
  req: Request,
  options: WindmillOptions,
): Promise<{ caller: Caller; subject: LinkSubject }> {
  requireWorkspace(req, options);
  const subject = subjectOf(req);
  const { signature } = req.params as { signature: string };
  const maker = await options.links.verify(subject, signature);
  const caller = {
    credentials: await options.auth.getOwnServiceCredentials(),
    initiator: maker.initiator,
    origin: originOf(req),
    listRefs: async () => maker.refs,
  };
  return { caller, subject };
}

/**
 * Reads which step is answered: the one that the id of a job names, or any
 * where it is a run's.
 */
function readStep(id: string): { runId: string; step?: { step: string } } {
  const { runId, stepId } = parseJobId(id);
  return { runId, ...(stepId !== undefined && { step: { step: stepId } }) };
}

function subjectOf(req: Request): LinkSubject {
  const { id, resumeId } = req.params as { id: string; resumeId: string };
  const given = { resumeId, approver: req.query.approver };
  const link = readChecked(linkSchema, given, 'The address');
  return { runId: parseJobId(id).runId, ...link };
}

const LONGEST_REASON = 1_000;

function reasonOf(
  answer: keyof typeof ANSWERS,
  { approver, payload }: { approver?: string; payload?: unknown },
): string {
  const what = answer === 'resume' ? 'Approved' : 'Rejected';
  const whose = approver ? ` with the link for ${approver}` : '';
  const text = JSON.stringify(payload ?? {});
  const said = text === '{}' ? '' : `: ${text}`;
  return `${what}${whose}${said}`.slice(0, LONGEST_REASON);
}
