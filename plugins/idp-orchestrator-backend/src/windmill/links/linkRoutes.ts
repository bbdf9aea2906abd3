import type { Request, Response, Router } from 'express';
import { approveRun } from '../../operations/runActions/approveRun';
import { linkAnswer } from '../../operations/runActions/linkAnswer';
import { rejectRun } from '../../operations/runActions/rejectRun';
import { getRun } from '../../operations/runs/getRun';
import { flowStatusOf } from '../answers/flowStatusOf';
import { toJob } from '../answers/toJob';
import { parseJobId } from '../calls/JobRef';
import { readArguments } from '../calls/readArguments';
import { readCaller } from '../calls/readCaller';
import type { WindmillOptions } from '../WindmillOptions';
import { showDone, showQuestion, type LinkAnswer } from './answerPage';
import { readLink, subjectOf } from './readLink';
import { reasonOf } from './reasonOf';

const ANSWERS = { resume: approveRun, cancel: rejectRun };

/**
 * Adds the routes that make links, which only those may who could answer
 * themselves.
 */
export function addLinkRoutes(router: Router, options: WindmillOptions): void {
  const sign = async (req: Request) => {
    const caller = await readCaller(req, options);
    const subject = subjectOf(req);
    const { stepId: step } = parseJobId(req.params.id as string);
    const asked = { ...subject, step };
    const { signature } = await options.perform(linkAnswer, caller, asked);
    return { subject, signature };
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
 * Adds the routes that are open to whoever has a link. Opening one shows what
 * it would answer, since whatever previews links opens them; only POST answers.
 */
export function addSignedRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  for (const answer of ['resume', 'cancel'] as const) {
    const path = `/w/:workspace/jobs_u/${answer}/:id/:resumeId/:signature`;
    router.get(path, (req, res) => show(req, res, { answer, options }));
    router.post(path, (req, res) => give(req, res, { answer, options }));
  }

  router.get(
    '/w/:workspace/jobs_u/get_flow/:id/:resumeId/:signature',
    async (req, res) => {
      const { caller, subject } = await readLink(req, options);
      const { runId } = subject;
      const run = await options.perform(getRun, caller, { runId });
      const approvers = flowStatusOf(run).modules.flatMap(
        module => module.approvers ?? [],
      );
      const { workspace } = options;
      res.json({ job: toJob(run, { workspace }), approvers });
    },
  );
}

interface LinkCall {
  answer: LinkAnswer;
  options: WindmillOptions;
}

async function show(
  req: Request,
  res: Response,
  { answer, options }: LinkCall,
): Promise<void> {
  const link = await readLink(req, options);
  const { runId } = link.subject;
  const run = await options.perform(getRun, link.caller, { runId });
  showQuestion(res, { run, link, answer, runsUrl: options.runsUrl });
}

async function give(
  req: Request,
  res: Response,
  { answer, options }: LinkCall,
): Promise<void> {
  const { caller, step, attempt, subject } = await readLink(req, options);
  const { runId, resumeId, approver } = subject;
  const payload = isForm(req) ? readForm(req) : readArguments(req);
  const reason = reasonOf(answer, { approver, payload });
  const key = `windmill:${resumeId}`;
  const request = { reason, key, step, attempt };
  await options.perform(ANSWERS[answer], caller, { runId, request });
  if (req.accepts(['text/plain', 'text/html']) === 'text/html') {
    showDone(res, { answer, runId, runsUrl: options.runsUrl });
    return;
  }
  res.status(201).type('text/plain').send(`${answer} done`);
}

const FORM = 'application/x-www-form-urlencoded';

function isForm(req: Request): boolean {
  return Boolean(req.is(FORM));
}

/** Reads what a person wrote on the page. */
function readForm(req: Request): Record<string, string> {
  const comment = new URLSearchParams(String(req.body)).get('comment')?.trim();
  return comment ? { comment } : {};
}
