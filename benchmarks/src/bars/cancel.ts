import { readdir } from 'node:fs/promises';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import { startSqlite } from '../databases/startSqlite';
import { findProcesses } from '../measure/findProcesses';
import { repeat } from '../measure/repeat';
import { median } from '../measure/statistics';
import { until } from '../measure/until';
import { inSeconds, NOTHING, type Bar, type Figure } from '../report/Figure';
import {
  createScriptsFolder,
  type ScriptsFolder,
} from '../scripts/createScriptsFolder';

const GRACE_SECONDS = 2;
const REPETITIONS = 7;
const LOOK_EVERY_MS = 10;

const READY = 'touch "ready-$IDP_RUN_ID"';

const SCRIPTS = {
  willing: `${READY}\nsleep 300`,
  // What it starts hears as little of a polite signal, and leaves its group.
  stubborn: `trap '' TERM HUP INT\nsleep 300 &\nsetsid sleep 300 &\n${READY}\nwhile :; do sleep 1; done`,
};

export const cancel: Bar = {
  number: 8,
  title: 'A cancelled script, until no process of it is left',
  async measure() {
    const database = await startSqlite();
    const folder = await createScriptsFolder(SCRIPTS);
    const config = { engine: { grace: { seconds: GRACE_SECONDS } } };
    const idp = await startOrchestrator({ database, folder, config });
    const measure = (script: keyof typeof SCRIPTS) =>
      repeat(REPETITIONS, () => cancelOne(idp, folder, script));
    const figures = [
      report('one that ends when told to', await measure('willing'), 1),
      report(
        `one that ignores TERM, with children; grace ${GRACE_SECONDS} s`,
        await measure('stubborn'),
        GRACE_SECONDS + 1,
      ),
    ];
    await idp.stop();
    await folder.remove();
    await database.stop();
    return figures;
  },
};

/** ms from the request to the end of the last process. */
async function cancelOne(
  { client }: RunningOrchestrator,
  folder: ScriptsFolder,
  script: string,
): Promise<number> {
  const { id } = await client.startTask({ script });
  const ready = `ready-${id}`;
  const isReady = async () => (await readdir(folder.directory)).includes(ready);
  await until(isReady, LOOK_EVERY_MS);
  const start = performance.now();
  await client.cancelRun(id, { reason: 'measured' });
  await until(
    async () => (await findProcesses(`IDP_RUN_ID=${id}`)).length === 0,
    LOOK_EVERY_MS,
  );
  const ms = performance.now() - start;
  await until(
    async () => (await client.getRun(id)).status === 'cancelled',
    LOOK_EVERY_MS,
  );
  return ms;
}

function report(what: string, times: number[], mostSeconds: number): Figure {
  const longest = Math.max(...times);
  return {
    what: `cancel → no process left: ${what}`,
    ours: `${inSeconds(median(times))}, at most ${inSeconds(longest)}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: `≤ ${inSeconds(mostSeconds * 1_000)}`,
    met: longest <= mostSeconds * 1_000,
  };
}
