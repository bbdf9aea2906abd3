import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewRun } from '../../ports';
import { composeBackend } from './composeBackend';
import { CrashingStore, type Crash } from './Crash';
import { sendSpans } from './sendSpans';
import type { BackendSetting } from './DrillSetting';

/** What the process of a backend is asked, and what it answers. */
export type Request =
  | { kind: 'begin'; run: NewRun; crash?: Crash }
  | { kind: 'tell-when-over'; runId: string };
export type Answer = { kind: 'up' } | { kind: 'over'; runId: string };

/**
 * A backend as a process of its own. Takes up by itself what another one left
 * unfinished, begins runs when it is told to, and dies where it was told to.
 */
async function main(setting: BackendSetting): Promise<void> {
  sendSpans(process.env);
  const crashes = new CrashingStore();
  const backend = await composeBackend(setting, store => crashes.wrap(store));
  const answer = (message: Answer) => process.send?.(message);
  const begin = async ({ run, crash }: { run: NewRun; crash?: Crash }) => {
    if (crash) crashes.arm(run.run.id, crash);
    await backend.submit(run);
  };
  const tellWhenOver = async (runId: string) => {
    while (!(await backend.isOver(runId))) await sleep(25);
    answer({ kind: 'over', runId });
  };
  process.on('message', (request: Request) => {
    const done =
      request.kind === 'begin' ? begin(request) : tellWhenOver(request.runId);
    done.catch(fail);
  });
  // A process that is killed would leave nothing for the next one.
  flushCompileCache();
  answer({ kind: 'up' });
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));
main(JSON.parse(process.argv[2])).catch(fail);
