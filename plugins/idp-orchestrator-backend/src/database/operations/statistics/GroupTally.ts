import { setImmediate } from 'node:timers/promises';
import type { FlowStats } from '@idp/backstage-plugin-idp-orchestrator-common';

/** Endings that count as a success: of runs, and of steps. */
export const SUCCEEDED = ['succeeded', 'succeeded-with-warnings', 'warning'];

/** The endings of one flow or step, counted. */
export type Group = Omit<FlowStats, 'flowId' | 'steps'> & {
  keys: string[];
  attempts: number;
};

/** An ending of a run or a step. */
export interface Ending {
  title: string;
  status: string;
  /** In ms. */
  duration: number;
  attempts?: number;
}

interface Tally {
  keys: string[];
  title: string;
  attempts: number;
  ended: number;
  failed: number;
  cancelled: number;
  durations: number[];
}

/** Counts endings by their keys, one after the other. */
export class GroupTally {
  readonly #tallies = new Map<string, Tally>();

  add(keys: string[], ending: Ending): void {
    const name = JSON.stringify(keys);
    const tally = this.#tallies.get(name) ?? beginTally(keys);
    this.#tallies.set(name, tally);
    tally.ended += 1;
    tally.attempts += ending.attempts ?? 1;
    // Of several titles that it had, as the databases choose one.
    if (ending.title > tally.title) tally.title = ending.title;
    if (SUCCEEDED.includes(ending.status)) {
      tally.durations.push(ending.duration);
    } else if (ending.status === 'failed') tally.failed += 1;
    else if (ending.status === 'cancelled') tally.cancelled += 1;
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

function beginTally(keys: string[]): Tally {
  const none = { attempts: 0, ended: 0, failed: 0, cancelled: 0 };
  return { keys, title: '', ...none, durations: [] };
}

function toGroup({ durations, ...tally }: Tally): Group {
  const sorted = Float64Array.from(durations).sort();
  const succeeded = sorted.length;
  const judged = succeeded + tally.failed;
  return {
    ...tally,
    attempts: Math.round((tally.attempts / tally.ended) * 100) / 100,
    succeeded,
    ...(judged > 0 && { successRatio: succeeded / judged }),
    ...(succeeded > 0 && {
      p50Ms: sorted[Math.ceil(succeeded * 0.5) - 1],
      p90Ms: sorted[Math.ceil((succeeded * 9) / 10) - 1],
    }),
  };
}

function compare(one: string[], other: string[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  if (at < 0) return 0;
  return one[at] < other[at] ? -1 : 1;
}
