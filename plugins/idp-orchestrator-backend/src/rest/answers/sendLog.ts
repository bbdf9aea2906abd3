import type {
  LogLine,
  LogQuery,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Response } from 'express';
import { z } from 'zod';
import { readChecked } from '../../problems/badInput';
import type { LogRange } from '../../ports';
import type { Caller } from '../../access/Caller';
import { readLog } from '../../operations/feed/readLogs';
import type { Perform } from '../../operations/Operation';
import { getRun } from '../../operations/runs/getRun';
import { getStep } from '../../operations/runs/getStep';
import { drained } from '../../waiting/drained';
import type { SendAnswer } from './SendAnswer';
import { searchLog } from './searchLog';

/**
 * The number of lines read from the store at a time, and the most that one JSON
 * page holds.
 */
const PAGE = 2_000;

/** Sends lines of a run's log: as text, a JSON object a line, or a page of JSON. */
export const sendLog: SendAnswer = async ({ res }, call) => {
  const { caller, perform } = call;
  const { runId } = call.params;
  const query = call.query as LogQuery;
  const run = await perform(getRun, caller, { runId });
  if (query.step) {
    await perform(getStep, caller, { runId: run.id, stepId: query.step });
  }
  const request = { perform, caller, run, query };
  if (query.format === 'json') {
    res.json(await readPage(request));
    return;
  }
  await sendLines(res, request);
};

interface LogRequest {
  perform: Perform;
  caller: Caller;
  run: Run;
  query: LogQuery;
}

function readPage({ perform, caller, run, query }: LogRequest) {
  const { step } = readChecked(
    z.object({ step: z.string('the id of a step') }),
    query,
    'The query',
  );
  const range = { ...query, runId: run.id, stepId: step };
  const { search, to = Infinity } = query;
  if (search) {
    const read = (part: LogRange) => perform(readLog, caller, part);
    return searchLog(read, { ...range, search, to });
  }
  return perform(readLog, caller, {
    ...range,
    to: Math.min(to, query.from + PAGE - 1),
  });
}

/**
 * Sends the whole log, or that of one step, page by page, so that memory stays
 * flat.
 */
async function sendLines(res: Response, request: LogRequest): Promise<void> {
  const { run, query } = request;
  const extension = query.format === 'text' ? 'log' : 'ndjson';
  if (query.download !== undefined) {
    const name = [run.flowId, run.id, query.step].filter(Boolean).join('-');
    res.attachment(`${name}.${extension}`);
  }
  // After `attachment`, which takes a type from the name.
  res.type(query.format === 'text' ? 'text/plain' : 'application/x-ndjson');
  const steps = query.step ? [query.step] : run.steps.map(({ id }) => id);
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  for (const step of steps) {
    for await (const lines of readLines(request, step)) {
      const text = lines.map(line => format(line, step, query)).join('');
      if (res.destroyed) return;
      if (!res.write(text)) await drained(res, gone.signal);
    }
  }
  res.end();
}

async function* readLines(
  { perform, caller, run, query }: LogRequest,
  stepId: string,
): AsyncGenerator<LogLine[]> {
  const { attempt, stream, to = Infinity } = query;
  for (let from = query.from; from <= to; from += PAGE) {
    const page = await perform(readLog, caller, {
      runId: run.id,
      stepId,
      attempt,
      stream,
      from,
      to: Math.min(to, from + PAGE - 1),
    });
    if (page.items.length > 0) yield page.items;
    if (from + PAGE > page.total) return;
  }
}

function format(line: LogLine, step: string, query: LogQuery): string {
  if (query.format === 'ndjson')
    return `${JSON.stringify({ step, ...line })}\n`;
  return query.step ? `${line.text}\n` : `[${step}] ${line.text}\n`;
}
