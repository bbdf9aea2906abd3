import {
  seqOf,
  type FeedEntry,
  type LogChunk,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { Perform } from '../../operations/Operation';
import { readLog } from '../../operations/feed/readLogs';
import { readFeed } from '../../operations/feed/watchRun';
import { isTask } from './resultOf';

/**
 * The number of lines read at a time, so that memory stays flat, however long a
 * log is.
 */
const LINES = 2_000;
const ENTRIES = 500;
/** The most characters of a log that one answer holds. */
const LONGEST_PART = 2_000_000;

interface LogCall {
  perform: Perform;
  caller: Caller;
  run: Run;
}

/** Reads the whole log, step by step, or that of one step. */
export async function* readLogs(
  call: LogCall,
  stepId?: string,
): AsyncGenerator<string> {
  const { perform, caller, run } = call;
  const steps = stepId ? [stepId] : run.steps.map(({ id }) => id);
  for (const step of steps) {
    const prefix = stepId ? '' : prefixOf(run, step);
    for (let from = 1, total = Infinity; from <= total; from += LINES) {
      const range = { runId: run.id, stepId: step, from, to: from + LINES - 1 };
      const page = await perform(readLog, caller, range);
      total = page.total;
      yield page.items.map(({ text }) => `${prefix}${text}\n`).join('');
    }
  }
}

/**
 * Reads what was said since an entry of the feed, in the order in which it was
 * said.
 */
export async function readNewLogs(
  { perform, caller, run }: LogCall,
  from: { offset: number; stepId?: string },
): Promise<{ text: string; offset: number; isAll: boolean }> {
  let text = '';
  let { offset } = from;
  while (text.length < LONGEST_PART) {
    const page = { runId: run.id, after: offset, limit: ENTRIES };
    const entries = await perform(readFeed, caller, page);
    text += textOf(run, entries, from.stepId);
    const last = entries.at(-1);
    if (last) offset = seqOf(last);
    if (entries.length < ENTRIES) return { text, offset, isAll: true };
  }
  return { text, offset, isAll: false };
}

/** Reads the end of a log: enough for a look, and one read of the database. */
export async function readLastLogs(
  { perform, caller, run }: LogCall,
  stepId?: string,
): Promise<string> {
  const after = Math.max(run.lastSeq - ENTRIES, 0);
  const page = { runId: run.id, after, limit: ENTRIES };
  const entries = await perform(readFeed, caller, page);
  return textOf(run, entries, stepId);
}

export function textOf(
  run: Run,
  entries: FeedEntry[],
  stepId?: string,
): string {
  return entries
    .flatMap(entry => (entry.kind === 'log' ? [entry.chunk] : []))
    .filter(chunk => stepId === undefined || chunk.stepId === stepId)
    .map(chunk => textOfChunk(chunk, stepId ? '' : prefixOf(run, chunk.stepId)))
    .join('');
}

function textOfChunk({ lines }: LogChunk, prefix: string): string {
  return lines.map(line => `${prefix}${line}\n`).join('');
}

/** Makes the prefix by which lines of the steps of a flow are told apart. */
function prefixOf(run: Run, stepId: string): string {
  return isTask(run) ? '' : `[${stepId}] `;
}
