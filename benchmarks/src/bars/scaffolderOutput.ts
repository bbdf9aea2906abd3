import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  executeShellCommand,
} from '@backstage/plugin-scaffolder-node';
import { execa } from 'execa';
import { startScaffolder } from '../backends/startScaffolder';
import type { BenchDatabase } from '../databases/BenchDatabase';
import {
  createScriptsFolder,
  type ScriptsFolder,
} from '../scripts/createScriptsFolder';
import { talkativeScript } from '../scripts/talkativeScript';

/** What the scaffolder stores, by the way in which its action hands it over. */
export interface PeerOutput {
  how: string;
  linesPerSecond: number;
}

/** Fewer for the slower way; both last for seconds. */
const LINES = { byLine: 3_000, byChunk: 300_000 };

/**
 * A log call for each line keeps lines whole. `executeShellCommand`, which
 * the scaffolder offers to actions, makes an entry of whatever was read at
 * once, up to 64 KiB, and so tears lines apart.
 */
export async function measureScaffolderOutput(
  database: BenchDatabase,
): Promise<PeerOutput[]> {
  const folder = await createScriptsFolder({
    byLine: talkativeScript(LINES.byLine),
    byChunk: talkativeScript(LINES.byChunk),
  });
  let start = 0;
  const scaffolder = await startScaffolder({
    database,
    workingDirectory: folder.directory,
    actions: createActions(folder, () => {
      start = performance.now();
    }),
    templates: ['byLine', 'byChunk'].map(name => ({
      name,
      spec: { steps: [{ id: 'script', name, action: `benchmark:${name}` }] },
    })),
  });
  const measure = async (name: keyof typeof LINES) => {
    const stored = untilTaskEnds(scaffolder.database);
    await scaffolder.runToEnd(name);
    return (LINES[name] / ((await stored) - start)) * 1_000;
  };
  const byLine = await measure('byLine');
  const byChunk = await measure('byChunk');
  await scaffolder.stop();
  await folder.remove();
  return [
    { how: 'a log call for each line', linesPerSecond: byLine },
    { how: 'its executeShellCommand', linesPerSecond: byChunk },
  ];
}

function createActions(folder: ScriptsFolder, started: () => void) {
  return [
    createTemplateAction({
      id: 'benchmark:byLine',
      async handler({ logger }) {
        started();
        const script = execa(folder.file('byLine'), { buffer: false });
        for await (const line of createInterface({ input: script.stdout })) {
          logger.info(line);
        }
        await script;
      },
    }),
    createTemplateAction({
      id: 'benchmark:byChunk',
      async handler({ logger }) {
        started();
        await executeShellCommand({
          command: folder.file('byChunk'),
          args: [],
          logger,
        });
      },
    }),
  ];
}

const ASK_EVERY_MS = 20;

/** When the end of one more task is stored; its log is, by then. */
async function untilTaskEnds(database: DatabaseService): Promise<number> {
  const knex = await database.getClient();
  const ended = async () =>
    (await knex('task_events').where({ event_type: 'completion' })).length;
  const before = await ended();
  while ((await ended()) === before) await sleep(ASK_EVERY_MS);
  return performance.now();
}
