import { isDeepStrictEqual } from 'node:util';
import {
  applyRunEvent,
  seqOf,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunStore } from '../../ports';
import { checkLog, type AttemptName } from './checkLog';
import { notesIn } from './DrillSetting';
import { findRemains } from './findRemains';
import type { Inspection } from './Inspection';
import { outcomeOf, type Outcome } from './outcome';
import { readLines } from './readLines';

export interface InspectedRun {
  outcome: Outcome;
  /** What is wrong whatever the flow is; sentences. */
  faults: string[];
}

/** Holds a finished run against what its scripts noted and wrote. */
export async function inspectRun(
  inspection: Inspection,
): Promise<InspectedRun> {
  const { store, folder, runId } = inspection;
  const run = await store.get(runId);
  if (!run) throw new Error(`Run ${runId} is gone`);
  // First: while something is left, it may still do what it must not.
  const remains = await findRemains(inspection);
  const effects = await readLines(`${notesIn(folder, runId)}/effects`);
  const entries = await readWholeFeed(store, runId);
  const attempts = run.steps.flatMap(({ id: stepId, history }) =>
    history.map(({ number: attempt }) => ({ stepId, attempt })),
  );
  const faults = [
    ...checkEffects(attempts, effects),
    ...checkNumbers(run, entries),
    ...checkState(run, entries),
    ...remains,
  ];
  for (const attempt of attempts) {
    faults.push(...(await checkLog(inspection, attempt)));
  }
  return { outcome: outcomeOf(run, effects), faults };
}

const nameOf = ({ stepId, attempt }: AttemptName) => `${stepId}#${attempt}`;

function checkEffects(attempts: AttemptName[], effects: string[]): string[] {
  return [...new Set([...attempts.map(nameOf), ...effects])].flatMap(name => {
    const times = effects.filter(effect => effect === name).length;
    return times === 1 ? [] : [`The script of ${name} was started ${times} ×`];
  });
}

async function readWholeFeed(
  store: RunStore,
  runId: string,
): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (;;) {
    const after = entries.length > 0 ? seqOf(entries[entries.length - 1]) : 0;
    const more = await store.readFeed(runId, { after, limit: 500 });
    if (more.length === 0) return entries;
    entries.push(...more);
  }
}

function checkNumbers(run: Run, entries: FeedEntry[]): string[] {
  const numbers = entries.map(seqOf);
  const wanted = Array.from({ length: run.lastSeq }, (_, index) => index + 1);
  return JSON.stringify(numbers) === JSON.stringify(wanted)
    ? []
    : [`Its entries are numbered ${numbers} and not 1 to ${run.lastSeq}`];
}

/** What is stored as the run's state is what its events fold into. */
function checkState(run: Run, entries: FeedEntry[]): string[] {
  const folded = entries.reduce<Run | undefined>(
    (state, entry) =>
      entry.kind === 'event' ? applyRunEvent(state, entry.event) : state,
    undefined,
  );
  const plain = (state: Run | undefined) =>
    JSON.parse(JSON.stringify({ ...state, lastSeq: 0 }));
  return isDeepStrictEqual(plain(folded), plain(run))
    ? []
    : ['Its state is not what its events fold into'];
}
