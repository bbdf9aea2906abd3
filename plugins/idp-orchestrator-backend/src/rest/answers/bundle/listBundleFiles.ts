import type {
  LogLine,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../../access/Caller';
import { readLog } from '../../../operations/feed/readLogs';
import { readFeed } from '../../../operations/feed/watchRun';
import { getHealth } from '../../../operations/health/getHealth';
import type { Perform } from '../../../operations/Operation';
import { getRun } from '../../../operations/runs/getRun';
import { getRunContext } from '../../../operations/runs/getRunContext';

export interface BundleFile {
  name: string;
  text: string;
}

/**
 * The most entries of the feed that are in one file, which is what is held in
 * memory at a time.
 */
const ENTRIES_A_FILE = 1_000;
const LINES_A_FILE = 20_000;

/**
 * Lists file by file everything that helps to understand a run from afar. What
 * the database holds is masked already, and of the configuration only what is
 * no secret is in it.
 */
export async function* listBundleFiles(
  perform: Perform,
  caller: Caller,
  runId: string,
): AsyncGenerator<BundleFile> {
  const run = await perform(getRun, caller, { runId });
  const { definition, ...context } = await perform(getRunContext, caller, {
    runId,
  });
  yield json('run.json', run);
  yield json('definition.json', definition);
  yield json('context.json', context);
  yield json('health.json', await readHealth(perform, caller, run));
  yield* listEvents(perform, caller, run);
  for (const { id, history } of run.steps) {
    for (const { number } of history) {
      yield* listLog(perform, caller, {
        runId: run.id,
        stepId: id,
        attempt: number,
      });
    }
  }
}

/**
 * Reads the health for the bundle, or why it cannot be had: a caller may see
 * runs and no services, and gets the rest.
 */
async function readHealth(
  perform: Perform,
  caller: Caller,
  { environment }: Run,
): Promise<unknown> {
  try {
    return await perform(getHealth, caller, {
      environment,
      refresh: false,
    });
  } catch (error) {
    return { unavailableReason: (error as Error).message };
  }
}

async function* listEvents(
  perform: Perform,
  caller: Caller,
  run: Run,
): AsyncGenerator<BundleFile> {
  let after = 0;
  for (;;) {
    const page = { runId: run.id, after, limit: ENTRIES_A_FILE };
    const entries = await perform(readFeed, caller, page);
    const last = entries.at(-1);
    if (!last) return;
    const events = entries.flatMap(entry =>
      entry.kind === 'event' ? [`${JSON.stringify(entry.event)}\n`] : [],
    );
    if (events.length > 0) {
      const name = `events/${padded(after + 1)}.ndjson`;
      yield { name, text: events.join('') };
    }
    after = last.kind === 'event' ? last.event.seq : last.chunk.seq;
  }
}

async function* listLog(
  perform: Perform,
  caller: Caller,
  attempt: { runId: string; stepId: string; attempt: number },
): AsyncGenerator<BundleFile> {
  for (let from = 1; ; from += LINES_A_FILE) {
    const to = from + LINES_A_FILE - 1;
    const { items, total } = await perform(readLog, caller, {
      ...attempt,
      from,
      to,
    });
    if (items.length > 0) {
      const folder = `logs/${attempt.stepId.replace(/[^\w.-]/g, '_')}`;
      const name = `${folder}/${attempt.attempt}-${padded(from)}.log`;
      yield { name, text: items.map(formatLine).join('') };
    }
    if (to >= total) return;
  }
}

function formatLine({ at, stream, text }: LogLine): string {
  return `${at} ${stream} ${text}\n`;
}

function json(name: string, value: unknown): BundleFile {
  return { name, text: `${JSON.stringify(value, null, 2)}\n` };
}

/** Pads a number, so that names are in the order of what is in the files. */
function padded(number: number): string {
  return String(number).padStart(9, '0');
}
