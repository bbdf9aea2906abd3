import {
  isRunFinished,
  lastLinesOf,
  summarizeRun,
  type Run,
  type RunError,
  type RunStep,
  type RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import type { ToolCall } from '../../access/agents/toolCalls';

/** The most failed steps and warnings that are told. */
const MOST_TOLD = 5;
/** The last lines of a script that are told. */
const MOST_LINES = 8;
/** The most characters of a text. */
const MOST_OF_TEXT = 300;
/** The most characters of an output that is told without being asked for. */
const MOST_OF_OUTPUT = 3_000;

const FIELDS_OF_RUN = [
  'steps',
  'input',
  'output',
  'error',
  'warnings',
  'initiator',
  'reason',
] as const;

/** The fields by which an agent asks for more of a run than its summary. */
export const runFields = {
  fields: z
    .array(
      z.enum(FIELDS_OF_RUN, `one of ${FIELDS_OF_RUN.join(', ')}`),
      `a list of ${FIELDS_OF_RUN.join(', ')}`,
    )
    .max(FIELDS_OF_RUN.length, `at most ${FIELDS_OF_RUN.length} names`)
    .default([])
    .describe('What of the run to give whole.'),
  verbose: z
    .boolean('true or false')
    .default(false)
    .describe('True: all of it.'),
};

interface Wanted {
  fields?: ReadonlyArray<(typeof FIELDS_OF_RUN)[number]>;
  verbose?: boolean;
}

/** Tells an agent of a run: what it has to know to go on, and what it asks for. */
export function toRunAnswer(
  run: Run,
  { fields = [], verbose = false }: Wanted = {},
): object {
  const nextActions = nextOf(run);
  if (verbose) return { ...run, nextActions };
  const more = Object.fromEntries(
    fields.flatMap(name => (name in run ? [[name, run[name]]] : [])),
  );
  return { ...summarize(run), ...more, nextActions };
}

function summarize(run: Run) {
  const { id, flowId, environment, status, dryRun, waitingFor } = run;
  const { startedAt, finishedAt, warnings = [] } = run;
  const { title, stepCounts, currentSteps } = summarizeRun(run);
  const failed = run.steps.filter(step => step.status === 'failed');
  return {
    id,
    flowId,
    ...(title && { title }),
    environment,
    status,
    ...(dryRun && { dryRun }),
    ...(waitingFor && { waitingFor: waitingFor.text }),
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    stepCounts,
    ...(currentSteps && {
      currentSteps: currentSteps.map(step => ({
        id: step.id,
        status: step.status,
        ...(step.waitingFor && { waitingFor: step.waitingFor.text }),
      })),
    }),
    ...(failed.length > 0 && {
      failedSteps: failed.slice(0, MOST_TOLD).map(tellFailed),
    }),
    ...(run.error && { error: shorten(run.error.message) }),
    ...(warnings.length > 0 && {
      warnings: warnings.slice(0, MOST_TOLD).map(shorten),
    }),
    ...tellOutput(run),
  };
}

function tellFailed({ id, error }: RunStep) {
  return { id, ...(error && tellError(error)) };
}

/** The reason with the last words of the script and what to do. */
function tellError(error: RunError) {
  const { message, hint } = error;
  const lines = lastLinesOf(error)?.lines.slice(-MOST_LINES).map(shorten);
  return {
    error: shorten(message),
    ...(hint && { hint }),
    ...(lines && { lastLines: lines }),
  };
}

/** The output of a run that is over; of a long one the fields that are short. */
function tellOutput(run: Run) {
  const { output = {} } = run;
  if (!isRunFinished(run)) return {};
  const told: Record<string, unknown> = {};
  const leftOut: string[] = [];
  let room = MOST_OF_OUTPUT;
  const sized = Object.entries(output).map(
    ([name, value]) => [name, value, JSON.stringify(value).length] as const,
  );
  for (const [name, value, length] of sized.sort(([, , a], [, , b]) => a - b)) {
    room -= length;
    if (room < 0) leftOut.push(name);
    else told[name] = value;
  }
  return {
    ...(Object.keys(told).length > 0 && { output: told }),
    ...(leftOut.length > 0 && {
      outputLeftOut: `${leftOut.join(', ')}; get-run with fields ["output"] gives all`,
    }),
  };
}

/** Tells an agent of a run in a list. */
export function tellRunOfList(run: RunSummary): object {
  const { id, flowId, title, environment, status, dryRun, initiator } = run;
  const { waitingFor, error, createdAt, finishedAt } = run;
  return {
    ...{ id, flowId, ...(title && { title }), environment, status },
    ...(dryRun && { dryRun }),
    by: initiator.ref,
    createdAt,
    ...(finishedAt && { finishedAt }),
    ...(waitingFor && { waitingFor: waitingFor.text }),
    ...(error && { error: error.message }),
  };
}

/** The calls of tools that a run is looked at, waited for or continued by. */
function nextOf(run: Run): ToolCall[] {
  const { id: runId, status, steps, dryRun } = run;
  if (!isRunFinished(run)) return [waitFor(runId)];
  if (status !== 'failed') return [];
  const failed = steps.find(step => step.status === 'failed');
  const logs = {
    action: 'get-run-logs',
    input: { runId, ...(failed && { step: failed.id }) },
  };
  const reason = 'Its cause is gone';
  const retry = { action: 'retry-run', input: { runId, reason } };
  return dryRun ? [logs] : [logs, retry];
}

export function waitFor(runId: string): ToolCall {
  return { action: 'wait-for-run', input: { runId } };
}

function shorten(text: string): string {
  return text.length <= MOST_OF_TEXT
    ? text
    : `${text.slice(0, MOST_OF_TEXT - 1)}…`;
}
