import { Worker } from 'node:worker_threads';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { msBetween } from '../../waiting/monotonicTime';
import { systemClock } from '../../waiting/systemClock';
import {
  LONGEST_STAND_MS,
  onStand,
  shareWork,
  reportForeignStand,
} from './currentWork';
import { LAYOUT, SharedWork } from './SharedWork';

/** The loop says this often (ms) that it goes on, and is looked at as often. */
const LOOK_MS = 250;

/** The little that the thread needs, so that it costs a process some megabytes. */
const RESOURCE_LIMITS = {
  maxOldGenerationSizeMb: 8,
  maxYoungGenerationSizeMb: 1,
  stackSizeMb: 1,
};

interface Watching {
  work: SharedWork;
  thread: Worker;
  stopBeating: () => void;
  users: number;
}

let watching: Watching | undefined;

/**
 * Looks at the event loop from another thread, once for the whole process, and
 * says on the error output what it does when it stands.
 *
 * @returns the memory in which the loop writes what it does, and what ends the
 *   use of it; the thread ends with its last user.
 */
export function watchLoop(onFailed: (error: Error) => void): {
  work: SharedWork;
  release(): Promise<void>;
} {
  watching ??= start(onFailed);
  const used = watching;
  used.users += 1;
  return { work: used.work, release: () => release(used) };
}

function start(onFailed: (error: Error) => void): Watching {
  const work = new SharedWork();
  const thread = new Worker(
    resolvePackagePath(
      '@idp/backstage-plugin-idp-orchestrator-backend',
      'assets',
      'watchdog.cjs',
    ),
    {
      workerData: {
        shared: work.memory,
        layout: LAYOUT,
        limitMs: LONGEST_STAND_MS,
        lookMs: LOOK_MS,
      },
      // What the process was started with (inspectors, loaders) is not for it.
      execArgv: [],
      env: {},
      resourceLimits: RESOURCE_LIMITS,
    },
  );
  thread.on('error', onFailed);
  thread.unref();
  shareWork(work);
  return { work, thread, stopBeating: beatOf(work), users: 0 };
}

/**
 * Says again and again that the loop goes on, and notices when it did not for
 * a time that nothing of ours has told.
 */
function beatOf(work: SharedWork): () => void {
  let last = systemClock.monotonic();
  let isTold = false;
  const unsubscribe = onStand(() => {
    isTold = true;
  });
  const timer = setInterval(() => {
    const now = systemClock.monotonic();
    const lateMs = msBetween(last, now) - LOOK_MS;
    if (lateMs >= LONGEST_STAND_MS && !isTold) reportForeignStand(lateMs);
    last = now;
    isTold = false;
    work.beat();
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

async function release(used: Watching): Promise<void> {
  used.users -= 1;
  if (used.users > 0) return;
  if (watching === used) {
    watching = undefined;
    shareWork(undefined);
  }
  used.stopBeating();
  used.work.stop();
  await used.thread.terminate();
}
