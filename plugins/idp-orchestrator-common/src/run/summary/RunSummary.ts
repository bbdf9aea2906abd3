import * as z from 'zod';
import { runSchema, type Run } from '../Run';
import { runErrorSchema, runStepSchema, type RunStep } from '../RunStep';
import { STEP_STATUSES } from '../status';

/** The most steps that a summary names. */
const MOST_NAMED = 5;
/** The most characters of an error in a summary. */
const MOST_OF_ERROR = 200;

/**
 * A run as lists show it: without its input, output and steps, which may be
 * long.
 *
 * @public
 */
export const runSummarySchema = runSchema
  .pick({
    id: true,
    flowId: true,
    flowTitle: true,
    title: true,
    owner: true,
    kind: true,
    risk: true,
    environment: true,
    status: true,
    waitingFor: true,
    initiator: true,
    cause: true,
    reason: true,
    dryRun: true,
    createdAt: true,
    startAt: true,
    startedAt: true,
    finishedAt: true,
    parent: true,
    dismissal: true,
  })
  .extend({
    stepCounts: z
      .partialRecord(z.enum(STEP_STATUSES), z.number().int())
      .describe('How many of its steps have which status; those of none lack.'),
    currentSteps: z
      .array(
        runStepSchema.pick({
          id: true,
          title: true,
          status: true,
          waitingFor: true,
        }),
      )
      .optional()
      .describe(
        `Its steps that wait or run, at most ${MOST_NAMED}, those that wait first; absent when there is none.`,
      ),
    warningCount: z
      .number()
      .int()
      .optional()
      .describe('How much went wrong with the run itself, if something did.'),
    error: runErrorSchema
      .pick({ message: true, step: true, rejection: true })
      .optional()
      .describe(
        `Why it failed; the message ends with … after ${MOST_OF_ERROR} characters.`,
      ),
  })
  .describe('A run as lists show it; `GET /runs/{runId}` has all of it.');

/** @public */
export type RunSummary = z.infer<typeof runSummarySchema>;

/**
 * Takes from a run what lists show of it.
 *
 * @public
 */
export function summarizeRun(run: Run): RunSummary {
  const { flowId, flowTitle, kind, risk, environment, status } = run;
  const { waitingFor, initiator, reason, dryRun, parent, error } = run;
  const { createdAt, startAt, startedAt, finishedAt } = run;
  const { title, owner, dismissal, cause } = run;
  const current = listCurrent(run.steps);
  return {
    ...{ id: run.id, flowId, flowTitle, kind, risk, environment, status },
    ...{ waitingFor, initiator, reason, dryRun, parent },
    ...{ title, owner, dismissal, cause },
    ...{ createdAt, startAt, startedAt, finishedAt },
    stepCounts: countSteps(run.steps),
    ...(current.length > 0 && { currentSteps: current }),
    ...(run.warnings?.length && { warningCount: run.warnings.length }),
    ...(error && {
      error: {
        message: shorten(error.message),
        step: error.step,
        ...(error.rejection && { rejection: error.rejection }),
      },
    }),
  };
}

function shorten(text: string): string {
  return text.length <= MOST_OF_ERROR
    ? text
    : `${text.slice(0, MOST_OF_ERROR - 1)}…`;
}

function countSteps(steps: RunStep[]): RunSummary['stepCounts'] {
  const counts: RunSummary['stepCounts'] = {};
  for (const { status } of steps) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function listCurrent(steps: RunStep[]) {
  const of = (wanted: RunStep['status']) =>
    steps.filter(({ status }) => status === wanted);
  return [...of('waiting'), ...of('running')]
    .slice(0, MOST_NAMED)
    .map(({ id, title, status, waitingFor }) => ({
      ...{ id, title, status },
      waitingFor: status === 'waiting' ? waitingFor : undefined,
    }));
}
