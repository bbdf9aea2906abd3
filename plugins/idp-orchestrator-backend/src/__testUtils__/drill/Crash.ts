import { setTimeout as sleep } from 'node:timers/promises';
import type { RunStore } from '../../ports';

/** A moment in a run at which its backend dies: at the commit of this number, counted from 1. */
export interface Crash {
  at: number;
  when: CrashTime;
}

export const CRASH_TIMES = ['before', 'after', 'later'] as const;

/**
 * `before` the commit is begun, `after` it is done, or a little `later`, in
 * the middle of what follows from it.
 */
export type CrashTime = (typeof CRASH_TIMES)[number];

/** The same each time, so that a crash can be repeated; another one for each commit (ms). */
export function delayOf({ at }: Crash): number {
  return 1 + ((at * 17) % 40);
}

/** A store in whose commits this process dies; who arms it says in which. */
export class CrashingStore {
  readonly #armed = new Map<string, { crash: Crash; commits: number }>();

  arm(runId: string, crash: Crash): void {
    this.#armed.set(runId, { crash, commits: 0 });
  }

  wrap(store: RunStore): RunStore {
    return {
      ...store,
      append: async (claim, run, entries) => {
        const crash = this.#dueAt(claim.runId);
        if (crash?.when === 'before') await die();
        const written = await store.append(claim, run, entries);
        if (crash?.when === 'after') await die();
        if (crash?.when === 'later') setTimeout(die, delayOf(crash));
        return written;
      },
    };
  }

  #dueAt(runId: string): Crash | undefined {
    const armed = this.#armed.get(runId);
    if (!armed) return undefined;
    armed.commits += 1;
    return armed.commits === armed.crash.at ? armed.crash : undefined;
  }
}

/** As a crash would: nothing is said, nothing tidied up, and nothing done any more. */
async function die(): Promise<void> {
  process.kill(process.pid, 'SIGKILL');
  await sleep(60_000);
}
