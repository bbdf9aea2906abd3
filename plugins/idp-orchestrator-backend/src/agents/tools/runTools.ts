import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import type { Caller } from '../../access/Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import { defineTool } from './defineTool';
import { FIELDS } from './fields';

const { runId, step, why: reason } = FIELDS;

/** How soon a run may look different. */
const POLL_MS = { moving: 2_000, waiting: 15_000 };

export const runTools = [
  defineTool({
    name: 'get-run',
    title: 'Look at a run',
    description:
      'Use it to follow a run that was started. Returns the run with its status, each step with its status, output and error, and at its end the output. `nextPollMs` says how long to wait (ms) before you ask again; it is absent when the run is over. `waitingFor` says what it waits for, for example the approval of a person.',
    input: { runId },
    effect: 'look',
    async use({ orchestrator, caller }, input) {
      const run = await orchestrator.getRun(caller, input.runId);
      return { ...run, ...nextPoll(run) };
    },
  }),
  defineTool({
    name: 'get-run-logs',
    title: 'Read the log of a run',
    description:
      'Use it to see what a step said, for example why it failed. Returns the last lines of one step in `items` (line number, time, stream, text), the step that they are of, and in `total` how many lines there are. Secrets are masked.',
    input: {
      runId,
      step: step.describe(
        'The id of a step; the one that failed, else the one that runs, else the last, when absent.',
      ),
      lines: z
        .int('a whole number from 1 to 1000')
        .min(1, 'a whole number from 1 to 1000')
        .max(1_000, 'a whole number from 1 to 1000')
        .default(100)
        .describe('How many lines, from the end.'),
    },
    effect: 'look',
    use: ({ orchestrator, caller }, input) =>
      readTail(orchestrator, caller, input),
  }),
  defineTool({
    name: 'list-runs',
    title: 'List runs',
    description:
      'Use it to find runs, for example the last one of a flow or those that failed. Returns them newest first in `items`; `nextCursor` is there when there are more.',
    input: {
      flow: FIELDS.flow.optional(),
      status: FIELDS.status,
      environment: FIELDS.environment,
      service: z
        .string('the name of a service')
        .optional()
        .describe('Only runs that started, stopped or restarted this service.'),
      limit: z
        .int('a whole number from 1 to 50')
        .min(1, 'a whole number from 1 to 50')
        .max(50, 'a whole number from 1 to 50')
        .default(10)
        .describe('How many.'),
      cursor: z
        .string('a nextCursor')
        .optional()
        .describe('The nextCursor of the page before.'),
    },
    effect: 'look',
    use({ orchestrator, caller }, { status, limit, cursor, ...filter }) {
      const statuses = status && [status];
      const page = { limit, cursor };
      return orchestrator.listRuns(caller, { ...filter, statuses }, page);
    },
  }),
  defineTool({
    name: 'cancel-run',
    title: 'Cancel a run',
    description:
      'Use it to end a run and every process of it. Returns the run, which is `cancelling` until all of it has ended.',
    input: { runId, reason },
    effect: 'harm',
    idempotent: true,
    use: ({ orchestrator, caller }, { runId: id, ...request }) =>
      orchestrator.cancelRun(caller, id, request),
  }),
  defineTool({
    name: 'retry-run',
    title: 'Retry a run',
    description:
      'Use it when a run failed and its cause is gone: it goes on from the step that failed, or from a step that you name, and what was done before stays done. Returns the run, which goes on by itself.',
    input: {
      runId,
      reason,
      from: step.describe('The step to go on from; what failed when absent.'),
    },
    effect: 'harm',
    use: ({ orchestrator, caller }, { runId: id, ...request }) =>
      orchestrator.retryRun(caller, id, request),
  }),
  defineTool({
    name: 'approve-run',
    title: 'Approve a run',
    description:
      'Use it only when a person told you to and this portal lets agents approve: lets a step go on that waits for people. Agents are refused by default, and always for what they started themselves. Returns the run.',
    input: { runId, reason, step },
    effect: 'harm',
    use: ({ orchestrator, caller }, { runId: id, ...request }) =>
      orchestrator.approveRun(caller, id, request),
  }),
  defineTool({
    name: 'reject-run',
    title: 'Reject a run',
    description:
      'Use it to refuse what a step asks people for: the step fails, and the run does what its flow says then. Returns the run.',
    input: { runId, reason, step },
    effect: 'change',
    use: ({ orchestrator, caller }, { runId: id, ...request }) =>
      orchestrator.rejectRun(caller, id, request),
  }),
];

function nextPoll(run: Run): { nextPollMs?: number } {
  if (isRunFinished(run)) return {};
  const isMoving = run.status === 'running' || run.status === 'cancelling';
  return { nextPollMs: isMoving ? POLL_MS.moving : pollWaiting(run) };
}

/** A run that waits for a worker may move at any moment; one that waits for people does not. */
function pollWaiting({ waitingFor, status }: Run): number {
  const isSoon = status === 'queued' && waitingFor?.kind === 'worker';
  return isSoon ? POLL_MS.moving : POLL_MS.waiting;
}

async function readTail(
  orchestrator: Orchestrator,
  caller: Caller,
  {
    runId: id,
    step: named,
    lines,
  }: { runId: string; step?: string; lines: number },
) {
  const run = await orchestrator.getRun(caller, id);
  const told = named
    ? await orchestrator.getStep(caller, id, named)
    : chooseStep(run);
  if (!told) return { items: [], total: 0 };
  const read = (from: number, to: number) =>
    orchestrator.readLog(caller, { runId: id, stepId: told.id, from, to });
  const { total } = await read(1, 1);
  const { items } = await read(Math.max(1, total - lines + 1), total);
  return { step: told.id, items, total };
}

function chooseStep({ steps }: Run) {
  const begun = steps.filter(({ attempts }) => attempts > 0);
  return (
    begun.find(({ status }) => status === 'failed') ??
    begun.find(({ status }) => status === 'running') ??
    begun.at(-1)
  );
}
