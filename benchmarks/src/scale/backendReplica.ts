import { setTimeout as sleep } from 'node:timers/promises';
import { startOrchestrator } from '../backends/startOrchestrator';
import { nothingFlow } from '../measure/flows';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

/** What a replica is told by its parent: first where its database is, then how many flows to start. */
export type ToReplica =
  { connection: object } | { flows: number; perSecond: number };

/** What it answers when it is done with that. */
export interface FromReplica {
  done: true;
}

/** A backend with the whole plugin, beside others on one PostgreSQL database. */
async function serve(connection: object): Promise<void> {
  const idp = await startOrchestrator({
    database: {
      name: 'PostgreSQL',
      config: { client: 'pg', connection },
      stop: async () => {},
    },
    folder: await createScriptsFolder({}),
    flows: [nothingFlow('three', 3)],
  });
  process.on('message', message => {
    const { flows, perSecond } = Object(message);
    if (flows === undefined) return;
    startFlows(idp, { flows, perSecond }).catch(fail);
  });
  tell();
}

async function startFlows(
  idp: { runToEnd(flowId: string): Promise<string> },
  { flows, perSecond }: { flows: number; perSecond: number },
): Promise<void> {
  const runs: Array<Promise<string>> = [];
  for (let count = 0; count < flows; count += 1) {
    runs.push(idp.runToEnd('three'));
    await sleep(1_000 / perSecond);
  }
  await Promise.all(runs);
  tell();
}

function tell(): void {
  const answer: FromReplica = { done: true };
  process.send?.(answer);
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}

process.on('disconnect', () => process.exit(0));
process.on('message', message => {
  // The transform of TypeScript has messages of its own.
  const { connection } = Object(message);
  if (connection) serve(connection).catch(fail);
});
