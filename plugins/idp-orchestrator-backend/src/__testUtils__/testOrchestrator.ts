import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { ResponseError } from '@backstage/errors';
import {
  createBackendModule,
  type BackendFeature,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  isRunFinished,
  OrchestratorClient,
  type FlowDefinition,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { idpOrchestratorExtensionPoint } from '@idp/backstage-plugin-idp-orchestrator-node';
import createKnex, { type Knex } from 'knex';
import { idpOrchestratorPlugin } from '../plugin';
import { TEST_KEYS } from './keys';
import { createScriptsFolder, type TestScript } from './scriptsFolder';

export interface TestOrchestrator {
  client: OrchestratorClient;
  /** Base address of the plugin's routes. */
  url: string;
  /** A signed-in user's token, as the client sends it. */
  token: string;
  /** Where scripts of the test may write; `$FOLDER` to them. */
  folder: string;
  knex: Knex;
  finished(runId: string): Promise<Run>;
  start(flowId: string, input?: Record<string, unknown>): Promise<Run>;
  stop(): Promise<void>;
}

/** The whole plugin in a real backend, over HTTP, with scripts made for the test. */
export async function startTestOrchestrator(options: {
  scripts: Record<string, TestScript>;
  config?: Record<string, unknown>;
  services?: ServiceFactory[];
  flows?: FlowDefinition[];
  /** What else is in the backend, and what else is configured. */
  features?: BackendFeature[];
  root?: Record<string, unknown>;
  /** A SQLite file of its own when absent. */
  database?: Knex;
}): Promise<TestOrchestrator> {
  const scripts = await createScriptsFolder(options.scripts);
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-test-'));
  const knex =
    options.database ??
    createKnex({
      client: 'better-sqlite3',
      connection: { filename: path.join(folder, 'db.sqlite') },
      useNullAsDefault: true,
    });
  const backend = await startTestBackend({
    features: [
      idpOrchestratorPlugin,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          ...options.root,
          idpOrchestrator: {
            scriptsDirectory: scripts.directory,
            spoolDirectory: path.join(folder, 'spool'),
            keys: TEST_KEYS,
            environments: {
              development: { variables: { FOLDER: folder } },
              staging: {},
            },
            ...options.config,
          },
        },
      }),
      mockServices.database.factory({ knex }),
      createFlowsModule(options.flows ?? []),
      ...(options.services ?? []),
      ...(options.features ?? []),
    ],
  });
  const url = `http://localhost:${backend.server.port()}/api/idp-orchestrator`;
  const token = mockCredentials.user.token();
  const client = new OrchestratorClient({
    discoveryApi: { getBaseUrl: async () => url },
    fetchApi: {
      fetch: (target, init) => fetch(target, withToken(init, token)),
    },
  });
  const finished = async (runId: string) => {
    for await (const _ of client.watchRun(runId, { include: 'events' })) {
      // Read to its end; the run is asked for then.
    }
    const run = await client.getRun(runId);
    if (!isRunFinished(run)) throw new Error(`Run ${runId} is ${run.status}`);
    return run;
  };
  return {
    client,
    url,
    token,
    folder,
    knex,
    finished,
    async start(flowId, input = {}) {
      const { id } = await client
        .startRun(flowId, { input })
        .catch((error: ResponseError) => {
          throw new Error(JSON.stringify(error.body));
        });
      return finished(id);
    },
    async stop() {
      await backend.stop();
      await knex.destroy();
      await scripts.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function withToken(init: RequestInit | undefined, token: string): RequestInit {
  const headers = new Headers(init?.headers);
  if (!headers.has('authorization')) {
    headers.set('authorization', `Bearer ${token}`);
  }
  return { ...init, headers };
}

/** Flows of a test, brought by a module as those of a platform team are. */
export function createFlowsModule(flows: FlowDefinition[]) {
  return createBackendModule({
    pluginId: 'idp-orchestrator',
    moduleId: 'test-flows',
    register(env) {
      env.registerInit({
        deps: { definitions: idpOrchestratorExtensionPoint },
        async init({ definitions }) {
          definitions.addFlow(...flows);
        },
      });
    },
  });
}
