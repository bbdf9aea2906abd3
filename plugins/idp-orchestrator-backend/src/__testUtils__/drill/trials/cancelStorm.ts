import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspectRuns, waitUntil } from './inspectRuns';
import { noted } from './notedScripts';
import { scriptFlow } from './scriptFlow';
import type { Trial, TrialPlace } from './Trial';
import type { TrialBackend } from './TrialBackend';
import { withBackend } from './trialRow';

export const STORM_GRACE_MS = 2_000;

/**
 * One half ends when it is told to, and notes when; the other ignores that,
 * and is killed. They wait without doing anything, so that the processors are
 * left to what is measured. Times are those of the wall, in ms.
 */
const SCRIPTS = {
  willing: noted(`on_term() {
  trap '' TERM
  echo "$IDP_RUN_ID \${EPOCHREALTIME/[.,]/}" >> "$FOLDER/termed"
  exit 0
}
trap on_term TERM
while :; do sleep 1000 & wait $!; done`),
  stubborn: noted(`on_term() {
  echo "$IDP_RUN_ID \${EPOCHREALTIME/[.,]/}" >> "$FOLDER/termed"
}
trap on_term TERM
while :; do sleep 1000 & wait $!; done`),
};

/** What came of a storm, as lengths of time (ms) from the first request to cancel. */
export interface Storm {
  runIds: string[];
  /** When the last script had heard that it is to end. */
  lastTermedMs: number;
  /** When the last process of them was gone. */
  lastEndedMs: number;
  /** How long reads of the list of runs took meanwhile. */
  readsMs: number[];
  /** The scripts that never heard of it. */
  notTermed: number;
}

/** Cancels so many running scripts at once, and measures. */
export async function cancelAtOnce(
  backend: TrialBackend,
  count: number,
): Promise<Storm> {
  const half = Math.floor(count / 2);
  const runIds = [
    ...(await backend.begin('willing', half)),
    ...(await backend.begin('stubborn', count - half)),
  ];
  await waitUntil(
    async () => (await backend.readNotes('notes')).length === count,
  );
  const readsMs: number[] = [];
  const over = new AbortController();
  const reading = measureReads(backend, readsMs, over.signal);
  const begun = Date.now();
  await Promise.all(
    runIds.map(id => backend.client.cancelRun(id, { reason: 'drilled' })),
  );
  await waitUntil(async () => (await findProcesses(backend)) === 0);
  const lastEndedMs = Date.now() - begun;
  over.abort();
  await reading;
  const termed = new Map(
    (await backend.readNotes('termed'))
      .map(note => note.split(' '))
      .map(([id, time]) => [id, Number(time) / 1_000 - begun]),
  );
  return {
    runIds,
    lastTermedMs: Math.max(0, ...termed.values()),
    lastEndedMs,
    readsMs,
    notTermed: runIds.filter(id => !termed.has(id)).length,
  };
}

async function measureReads(
  { client }: TrialBackend,
  readsMs: number[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const begun = performance.now();
    await client.listRuns({ limit: 20 });
    readsMs.push(performance.now() - begun);
    await sleep(20);
  }
}

/** Counts the processes of the scripts, by what each has in its environment. */
async function findProcesses({ folder }: TrialBackend): Promise<number> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const environments = await Promise.all(
    pids.map(pid => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')),
  );
  return environments.filter(
    text => text.includes('IDP_RUN_ID=') && text.includes(`FOLDER=${folder}\0`),
  ).length;
}

/** What a backend for a storm is started with. */
export const stormSetting = (folder: string, count: number) => ({
  folder,
  scripts: SCRIPTS,
  flows: ['willing', 'stubborn'].map(scriptFlow),
  config: {
    engine: { concurrency: count, grace: { milliseconds: STORM_GRACE_MS } },
  },
});

/** All scripts that run are cancelled in one moment. */
export const cancelStorm: Trial = {
  what: 'all running scripts cancelled at once',
  run({ folder, short }: TrialPlace) {
    const count = short ? 10 : 100;
    return withBackend(
      `${count} running scripts cancelled at once`,
      stormSetting(folder, count),
      async backend => {
        const { runIds, notTermed } = await cancelAtOnce(backend, count);
        const seen = await inspectRuns(backend, runIds, 'cancelled');
        if (notTermed > 0) {
          seen.wrong.push(`${notTermed} were ended without a word before`);
        }
        return seen;
      },
    );
  },
};
