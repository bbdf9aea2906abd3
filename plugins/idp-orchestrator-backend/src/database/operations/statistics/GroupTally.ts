import { setImmediate } from 'node:timers/promises';
import {
  LEAST_SAMPLES,
  type FlowStats,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { DurationCounts } from './DurationCounts';

/** Endings that count as a success: of runs, and of steps. */
export const SUCCEEDED = ['succeeded', 'succeeded-with-warnings', 'warning'];

/** The endings of one flow or step, counted. */
export type Group = Omit<FlowStats, 'flowId' | 'steps'> & {
  keys: string[];
  attempts: number;
};

/** Endings of runs or steps that ended in the same way. */
export interface Endings {
  title: string;
  status: string;
  ended: number;
  attempts: number;
  addDurations(counts: DurationCounts): void;
}

interface Tally {
  keys: string[];
  title: string;
  attempts: number;
  ended: number;
  failed: number;
  cancelled: number;
  durations: DurationCounts;
}

/** Counts endings by their keys, one after the other. */
export class GroupTally {
  readonly #tallies = new Map<string, Tally>();

  add(keys: string[], endings: Endings): void {
    const { title, status, ended, attempts } = endings;
    const name = JSON.stringify(keys);
    const tally = this.#tallies.get(name) ?? beginTally(keys);
    this.#tallies.set(name, tally);
    tally.ended += ended;
    tally.attempts += attempts;
    // Of several titles that it had one, whatever the order.
    if (title > tally.title) tally.title = title;
    if (SUCCEEDED.includes(status)) endings.addDurations(tally.durations);
    else if (status === 'failed') tally.failed += ended;
    else if (status === 'cancelled') tally.cancelled += ended;
  }

  /** Gives the groups in the order of their keys; others get their turn between two. */
  async groups(): Promise<Group[]> {
    const groups: Group[] = [];
    for (const tally of this.#tallies.values()) {
      groups.push(toGroup(tally));
      await setImmediate();
    }
    return groups.sort((a, b) => compare(a.keys, b.keys));
  }
}

/** One ending, as many that are counted. */
export function oneEnding(ending: {
  title: string;
  status: string;
  duration: number;
  attempts?: number;
}): Endings {
  const { title, status, duration, attempts = 1 } = ending;
  return {
    title,
    status,
    ended: 1,
    attempts,
    addDurations: counts => counts.add(Number(duration)),
  };
}

function beginTally(keys: string[]): Tally {
  const none = { attempts: 0, ended: 0, failed: 0, cancelled: 0 };
  return { keys, title: '', ...none, durations: new DurationCounts() };
}

function toGroup({ durations, ...tally }: Tally): Group {
  const succeeded = durations.total;
  const judged = succeeded + tally.failed;
  return {
    ...tally,
    attempts: Math.round((tally.attempts / tally.ended) * 100) / 100,
    succeeded,
    ...(judged > 0 && { successRatio: succeeded / judged }),
    ...(succeeded >= LEAST_SAMPLES && {
      p50Ms: durations.percentile(0.5),
      p90Ms: durations.percentile(0.9),
    }),
  };
}

function compare(one: string[], other: string[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  if (at < 0) return 0;
  return one[at] < other[at] ? -1 : 1;
}
