import {
  isRunFinished,
  type LogPage,
  type Run,
  type StartedRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  createConfig,
  getJson,
  postJson,
  type Address,
  type CrashSubject,
} from './CrashSubject';

const ROUTES = '/api/idp-orchestrator/v1';

export const orchestratorSubject: CrashSubject = {
  name: 'orchestrator',
  process: place => ({
    entry: 'orchestratorBackend.ts',
    folder: place.folder,
    environment: {},
    config: {
      ...createConfig(place),
      idpOrchestrator: {
        scriptsDirectory: place.scripts.directory,
        spoolDirectory: `${place.folder}/spool`,
        environments: {
          development: { variables: { EFFECT_FILE: place.effectFile } },
        },
      },
    },
  }),
  async start(address) {
    const started = await postJson<StartedRun>(address, `${ROUTES}/tasks`, {
      script: 'chatty',
    });
    return started.id;
  },
  async read(address, runId) {
    const run = await getJson<Run>(address, `${ROUTES}/runs/${runId}`);
    const lines = await readLog(address, runId);
    return { lines, isOver: isRunFinished(run) };
  },
};

async function readLog(address: Address, runId: string): Promise<string[]> {
  const page = await getJson<LogPage>(
    address,
    `${ROUTES}/runs/${runId}/logs?step=chatty&format=json`,
  );
  return page.items.map(({ text }) => text);
}
