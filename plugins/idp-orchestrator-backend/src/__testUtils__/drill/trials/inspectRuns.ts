import { setTimeout as sleep } from 'node:timers/promises';
import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { TrialBackend } from './TrialBackend';
import type { TrialRow } from './Trial';

/** Longer than any run of a trial takes; it ends a wait for what never comes (ms). */
const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 100;

/** Waits until a run is so, but not for ever; the run as it was seen last. */
export async function waitForRun(
  { client }: TrialBackend,
  runId: string,
  condition: (run: Run) => boolean = isRunFinished,
): Promise<Run> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const run = await client.getRun(runId);
    if (condition(run) || performance.now() > end) return run;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Waits until something is so, but not for ever. */
export async function waitUntil(
  condition: () => Promise<boolean>,
): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

/** What is seen of runs, as it is told in a row. */
export type Seen = Pick<TrialRow, 'runs' | 'lost' | 'doubled' | 'wrong'>;

/** What was seen of several kinds of runs, taken together. */
export function sumOf(all: Seen[]): Seen {
  const sum = (key: 'runs' | 'lost' | 'doubled') =>
    all.reduce((total, seen) => total + seen[key], 0);
  return {
    runs: sum('runs'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    wrong: all.flatMap(({ wrong }) => wrong),
  };
}

/**
 * Waits for runs, and holds what is told of them against what their scripts
 * noted: each attempt begun once, and nothing that was done told as failed.
 */
export async function inspectRuns(
  backend: TrialBackend,
  runIds: string[],
  expected: Run['status'] = 'succeeded',
): Promise<Seen> {
  const seen: Seen = { runs: runIds.length, lost: 0, doubled: 0, wrong: [] };
  for (const runId of runIds) {
    const run = await waitForRun(backend, runId);
    const notes = await backend.readNotes('notes');
    const begun = notes.filter(
      note => note.startsWith(runId) && note.endsWith(' begun'),
    );
    seen.doubled += begun.length - new Set(begun).size;
    if (!isRunFinished(run)) {
      seen.lost += 1;
      seen.wrong.push(`A run is ${run.status} and never ends`);
    } else if (run.status !== expected) {
      seen.wrong.push(`A run is ${run.status}: ${whyOf(run)}`);
    }
    const mayFail = expected === 'failed' || expected === 'cancelled';
    if (!mayFail && run.steps.some(step => isToldAsLost(step, notes, runId))) {
      seen.lost += 1;
    }
  }
  return seen;
}

function isToldAsLost(
  { id, status, attempts }: Run['steps'][number],
  notes: string[],
  runId: string,
): boolean {
  const isDone = notes.includes(`${runId} ${id} ${attempts} done`);
  return isDone && (status === 'failed' || status === 'cancelled');
}

/** The first complaint of a run. */
export function whyOf({ error, warnings = [], steps }: Run): string {
  const failed = steps.find(step => step.error);
  return (
    [failed?.error?.message, error?.message, ...warnings][0] ?? 'no reason'
  );
}
