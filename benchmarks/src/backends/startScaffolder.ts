import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { createCatalogOfOne, type BenchTemplate } from './catalogOfOne';
import { closeDatabase } from './closeDatabase';
import { startBackend } from './startBackend';
import { ASK_EVERY_MS } from '../measure/askEvery';

export interface RunningScaffolder {
  database: DatabaseService;
  /** Starts a task and returns its id when it has ended. */
  runToEnd(template: string): Promise<string>;
  /** Starts a task and gives the lines of the stream of its events. */
  openEventStream(template: string): Promise<AsyncIterable<string>>;
  stop(): Promise<void>;
}

/** The scaffolder with its own engine, as it is installed anywhere. */
export async function startScaffolder(options: {
  database: BenchDatabase;
  workingDirectory: string;
  templates: BenchTemplate[];
  actions: TemplateAction<any, any, any>[];
}): Promise<RunningScaffolder> {
  let database: DatabaseService | undefined;
  const additions = createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'benchmarks',
    register(env) {
      env.registerInit({
        deps: {
          actions: scaffolderActionsExtensionPoint,
          databaseService: coreServices.database,
        },
        async init({ actions, databaseService }) {
          database = databaseService;
          actions.addActions(...options.actions);
        },
      });
    },
  });
  const backend = await startBackend({
    features: [
      createCatalogOfOne(options.templates),
      scaffolderPlugin,
      additions,
    ],
    config: {
      backend: {
        database: options.database.config,
        workingDirectory: options.workingDirectory,
      },
    },
  });
  if (!database) throw new Error('The scaffolder got no database');
  const { authorization } = backend;
  const tasks = `${backend.url('scaffolder')}/v2/tasks`;
  return {
    database,
    runToEnd: template => runToEnd({ tasks, authorization, template }),
    async openEventStream(template) {
      const id = await createTask({ tasks, authorization, template });
      const headers = { authorization };
      return linesOf(await fetch(`${tasks}/${id}/eventstream`, { headers }));
    },
    async stop() {
      await backend.stop();
      await sleep(WATCHED_FOR_MS);
      await closeDatabase(database);
    },
  };
}

/** The scaffolder goes on reading the events of a task that ended, for a second. */
const WATCHED_FOR_MS = 1_500;

async function runToEnd(request: {
  tasks: string;
  authorization: string;
  template: string;
}): Promise<string> {
  const { tasks, authorization } = request;
  const id = await createTask(request);
  for (;;) {
    await sleep(ASK_EVERY_MS);
    const response = await fetch(`${tasks}/${id}`, {
      headers: { authorization },
    });
    const { status } = (await response.json()) as { status: string };
    if (status === 'completed') return id;
    if (status !== 'open' && status !== 'processing') {
      throw new Error(`The scaffolder's task ${id} is ${status}`);
    }
  }
}

export async function createTask(request: {
  tasks: string;
  authorization: string;
  template: string;
}): Promise<string> {
  const response = await fetch(request.tasks, {
    method: 'POST',
    headers: {
      authorization: request.authorization,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      templateRef: `template:default/${request.template}`,
      values: {},
    }),
  });
  if (!response.ok) {
    throw new Error(`The scaffolder refused: ${await response.text()}`);
  }
  return ((await response.json()) as { id: string }).id;
}

function linesOf(response: Response): AsyncIterable<string> {
  if (!response.body) throw new Error('There is no stream');
  // The types of the web's streams and Node's differ in what they declare.
  return createInterface({ input: Readable.fromWeb(response.body as never) });
}
