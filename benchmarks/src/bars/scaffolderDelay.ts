import { setTimeout as sleep } from 'node:timers/promises';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { startScaffolder } from '../backends/startScaffolder';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const EVENTS = 60;
const PAUSE_MS = 50;

/** ms from a log call of an action to the line in the stream of the task's events. */
export async function measureScaffolderDelay(
  database: BenchDatabase,
): Promise<number[]> {
  const folder = await createScriptsFolder({});
  const action = createTemplateAction({
    id: 'benchmark:reporting',
    async handler({ logger }) {
      for (let event = 0; event < EVENTS; event += 1) {
        logger.info(`at ${Date.now()}`);
        await sleep(PAUSE_MS);
      }
    },
  });
  const step = { id: 'report', name: 'Report', action: action.id };
  const scaffolder = await startScaffolder({
    database,
    workingDirectory: folder.directory,
    actions: [action],
    templates: [{ name: 'reporting', spec: { steps: [step] } }],
  });
  const delays: number[] = [];
  const stream = await scaffolder.openEventStream('reporting');
  for await (const line of stream) {
    const at = /"message":"[^"]*\bat (\d{13})/.exec(line)?.[1];
    if (at) delays.push(Date.now() - Number(at));
    if (line.startsWith('event: completion')) break;
  }
  await scaffolder.stop();
  await folder.remove();
  return delays;
}
