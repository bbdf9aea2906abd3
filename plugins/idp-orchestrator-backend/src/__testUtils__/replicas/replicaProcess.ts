import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  defineFlow,
  defineStepType,
  idpOrchestratorExtensionPoint,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import createKnex from 'knex';
import { z } from 'zod';
import { idpOrchestratorPlugin } from '../../plugin';
import { REPLICA_FLOWS } from './flows';

/**
 * One replica as a process of its own: the whole plugin, on a database that
 * it shares with others. Says `{ port }` to its parent when it is up.
 */
export interface ReplicaRequest {
  database: { client: string; connection: object | string };
  /** The plugin's section of the configuration. */
  config: JsonObject;
}

/** A step that no other host could follow, nor need to. */
const nap = defineStepType({
  uses: 'nap',
  inputSchema: z.strictObject({ ms: z.number() }),
  resumable: false,
  async run({ ms }, { signal }) {
    await sleep(ms, undefined, { signal });
    return { status: 'succeeded' };
  },
  plan: async () => ({ effect: 'known', text: 'Would sleep.' }),
});

const additions = createBackendModule({
  pluginId: 'idp-orchestrator',
  moduleId: 'replica',
  register(env) {
    env.registerInit({
      deps: { definitions: idpOrchestratorExtensionPoint },
      async init({ definitions }) {
        definitions.addStepType(nap);
        definitions.addFlow(...REPLICA_FLOWS.map(flow => defineFlow(flow)));
      },
    });
  },
});

async function run({ database, config }: ReplicaRequest): Promise<void> {
  const knex = createKnex({ ...database, useNullAsDefault: true });
  const backend = await startTestBackend({
    features: [
      idpOrchestratorPlugin,
      additions,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          idpOrchestrator: config,
        },
      }),
      mockServices.database.factory({ knex }),
      mockServices.rootLogger.factory({ level: 'warn' }),
    ],
  });
  const stop = async () => {
    await backend.stop();
    await knex.destroy();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.on('message', message => {
    if (isClockSet(message)) setClock(message.setClockByMs);
  });
  // Whoever started it is gone.
  process.once('disconnect', () => process.exit(1));
  process.send?.({ port: backend.server.port() });
}

/** What its parent says to set the clock of this process alone. */
interface ClockSet {
  /** How far forward; back when negative. */
  setClockByMs: number;
}

function isClockSet(message: unknown): message is ClockSet {
  return (
    typeof message === 'object' && message !== null && 'setClockByMs' in message
  );
}

/** As an administrator sets the clock of a host; what goes on evenly does so. */
function setClock(ms: number): void {
  const before = Date.now;
  Date.now = () => before() + ms;
}

run(JSON.parse(process.argv[2])).catch(error => {
  const word = { error: String(error?.message ?? error) };
  process.send?.(word, () => process.exit(1));
});
