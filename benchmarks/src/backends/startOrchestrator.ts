import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import idpOrchestratorPlugin from '@idp/backstage-plugin-idp-orchestrator-backend';
import {
  isRunFinished,
  OrchestratorClient,
  type FlowDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { idpOrchestratorExtensionPoint } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { ASK_EVERY_MS } from '../measure/askEvery';
import type { StepClock } from '../measure/StepClock';
import type { ScriptsFolder } from '../scripts/createScriptsFolder';
import { closeDatabase } from './closeDatabase';
import { createNothingStep } from './nothingStep';
import { startBackend } from './startBackend';

export interface OrchestratorOptions {
  database: BenchDatabase;
  folder: ScriptsFolder;
  flows?: FlowDefinition[];
  /** Told of each step that does nothing. */
  clock?: StepClock;
  /** More of the plugin's section of the configuration. */
  config?: object;
}

export interface RunningOrchestrator {
  /** The database of the plugin, on the connections that the plugin uses. */
  database: DatabaseService;
  client: OrchestratorClient;
  /** Starts a run and returns when the stream of its events has ended. */
  runToEnd(flowId: string, input?: object): Promise<string>;
  /** The same with one call that waits, as Windmill's clients make it. */
  runAndWait(flowId: string): Promise<void>;
  /** The same, but asks now and then, as the scaffolder is asked. */
  runUnwatched(flowId: string): Promise<string>;
  /** Every line of a step's log, as it is downloaded. */
  readLog(runId: string, step: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** The plugin as it is installed anywhere, with the flows of a benchmark. */
export async function startOrchestrator(
  options: OrchestratorOptions,
): Promise<RunningOrchestrator> {
  let database: DatabaseService | undefined;
  const additions = createBackendModule({
    pluginId: 'idp-orchestrator',
    moduleId: 'benchmarks',
    register(env) {
      env.registerInit({
        deps: {
          definitions: idpOrchestratorExtensionPoint,
          databaseService: coreServices.database,
        },
        async init({ definitions, databaseService }) {
          database = databaseService;
          definitions.addFlow(...(options.flows ?? []));
          definitions.addStepType(
            createNothingStep(() => options.clock?.tick()),
          );
        },
      });
    },
  });
  const backend = await startBackend({
    features: [idpOrchestratorPlugin, additions],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { database: options.database.config },
      idpOrchestrator: {
        scriptsDirectory: options.folder.directory,
        spoolDirectory: path.join(options.folder.directory, 'spool'),
        // Who measures asks often.
        api: { requestsPerMinute: 1_000_000 },
        ...options.config,
      },
    },
  });
  if (!database) throw new Error('The plugin got no database');
  const request = authorizedFetch(backend.authorization);
  const client = new OrchestratorClient({
    discoveryApi: { getBaseUrl: async pluginId => backend.url(pluginId) },
    fetchApi: { fetch: request },
  });
  return {
    database,
    client,
    runToEnd: (flowId, input) => runToEnd(client, flowId, input),
    async runAndWait(flowId) {
      const windmill = `${backend.url('idp-orchestrator')}/windmill/api`;
      const waiting = `w/idp/jobs/run_wait_result/f/f/idp/${flowId}`;
      const answer = await request(`${windmill}/${waiting}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${flowId}: ${answer.status} ${text}`);
    },
    runUnwatched: flowId => runUnwatched(client, flowId),
    async readLog(runId, step) {
      const runs = `${backend.url('idp-orchestrator')}/v1/runs`;
      const log = await request(`${runs}/${runId}/logs?step=${step}`);
      return (await log.text()).split('\n').slice(0, -1);
    },
    async stop() {
      await backend.stop();
      await closeDatabase(database);
    },
  };
}

async function runToEnd(
  client: OrchestratorClient,
  flowId: string,
  input?: object,
): Promise<string> {
  const { id } = await client.startRun(flowId, { input: { ...input } });
  let end: string | undefined;
  for await (const entry of client.watchRun(id, { include: 'events' })) {
    if (entry.kind === 'event' && entry.event.type === 'run.finished') {
      end = entry.event.status;
    }
  }
  if (end !== 'succeeded') throw new Error(`Run ${id} of ${flowId} is ${end}`);
  return id;
}

async function runUnwatched(
  client: OrchestratorClient,
  flowId: string,
): Promise<string> {
  const { id } = await client.startRun(flowId, {});
  for (;;) {
    await sleep(ASK_EVERY_MS);
    const run = await client.getRun(id);
    if (run.status === 'succeeded') return id;
    if (isRunFinished(run)) throw new Error(`Run ${id} is ${run.status}`);
  }
}

function authorizedFetch(authorization: string): typeof fetch {
  return (target, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', authorization);
    return fetch(target, { ...init, headers });
  };
}
