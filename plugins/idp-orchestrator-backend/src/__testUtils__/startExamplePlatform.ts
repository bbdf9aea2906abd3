import { randomBytes } from 'node:crypto';
import type { ServiceFactory } from '@backstage/backend-plugin-api';
import {
  CONTRACTS,
  type Contract,
  type OperationId,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { readExampleFlow } from './exampleFlows';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from './testOrchestrator';
import { eventually, startReceiver } from './webhookReceiver';

const parameters = {
  environment: { type: 'string' },
  platform_name: { type: 'string' },
  without_monitoring: { type: 'boolean' },
  without_auth: { type: 'boolean' },
  without_backstage: { type: 'boolean' },
};

const BOOTSTRAP = [
  'check-prerequisites',
  'setup-infrastructure',
  'setup-authentication',
  'setup-platform-core',
  'setup-monitoring',
  'build-backstage',
  'health-check-platform',
].map(id => [id, { bash: 'echo "{}"', entry: { json: true, parameters } }]);

const base = { risk: 'low' as const, input: { type: 'object' as const } };
const script = (id: string) => ({ uses: 'script', with: { script: id } });

const FLOWS = [
  defineFlow({
    ...base,
    id: 'asking',
    title: 'Asking',
    steps: [
      {
        id: 'ask',
        uses: 'approval',
        with: { message: 'Go on?', allowInitiator: true },
      },
    ],
  }),
  defineFlow({
    ...base,
    id: 'lasting',
    title: 'Lasting',
    steps: [{ id: 'last', ...script('last') }],
  }),
  defineFlow({
    ...base,
    id: 'failing',
    title: 'Failing',
    steps: [{ id: 'fail', ...script('fail') }],
  }),
];

type Start<T> = (
  options: Parameters<typeof startTestOrchestrator>[0],
) => Promise<T>;

/** A platform on which every example of the document works. */
export async function startExamplePlatform<
  T extends TestOrchestrator = TestOrchestrator,
>({
  config = {},
  services = [],
  start = startTestOrchestrator as Start<T>,
}: {
  config?: Record<string, unknown>;
  services?: ServiceFactory[];
  /** What starts the backend; one where everybody may everything when absent. */
  start?: Start<T>;
} = {}): Promise<{
  idp: T;
  /** Makes what an example is about, and gives the parameters that name it. */
  prepare(id: OperationId): Promise<Record<string, string>>;
  stop(): Promise<void>;
}> {
  const receiver = await startReceiver();
  const idp = await start({
    scripts: {
      ...Object.fromEntries(BOOTSTRAP),
      fail: { bash: 'exit 3' },
      last: { bash: 'exec sleep 300' },
      grafana: {
        bash: 'true',
        entry: {
          actions: { start: { title: 'Start' }, stop: { title: 'Stop' } },
          defaultAction: 'start',
        },
      },
    },
    flows: [...FLOWS, await readExampleFlow('bootstrap-platform')],
    services,
    config: {
      ...config,
      engine: { graceSeconds: 0.2 },
      services: [
        {
          name: 'grafana',
          url: receiver.url,
          control: { kind: 'script', script: 'grafana' },
        },
      ],
      webhooks: [
        {
          id: 'chat',
          url: receiver.url,
          secret: `whsec_${randomBytes(32).toString('base64')}`,
          events: ['run.succeeded'],
        },
      ],
    },
  });
  const { client } = idp;
  const example = await idp.start('bootstrap-platform');
  const startAndReach = async (
    flowId: string,
    status: string,
    environment?: string,
  ) => {
    const { id } = await client.startRun(flowId, { environment });
    await eventually(async () => {
      const run = await client.getRun(id);
      return run.status === status ? run : undefined;
    });
    return id;
  };
  const reasons = { reason: 'For an example' };
  const runs: Partial<Record<OperationId, () => Promise<string>>> = {
    cancelRun: () => startAndReach('lasting', 'running'),
    pauseRun: () => startAndReach('lasting', 'running'),
    async resumeRun() {
      const id = await startAndReach('lasting', 'running');
      await client.pauseRun(id, reasons);
      return id;
    },
    retryRun: () => startAndReach('failing', 'failed'),
    dismissRun: () => startAndReach('failing', 'failed'),
    async overrideWindow() {
      await client.createWindow({
        environments: ['staging'],
        for: '1h',
        ...reasons,
      });
      return startAndReach('failing', 'waiting', 'staging');
    },
    approveRun: () => startAndReach('asking', 'waiting'),
    rejectRun: () => startAndReach('asking', 'waiting'),
  };
  return {
    idp,
    async prepare(id): Promise<Record<string, string>> {
      const runId = (await runs[id]?.()) ?? example.id;
      if (id === 'endWindow') {
        // One that holds nothing meanwhile.
        const window = await client.createWindow({
          environments: ['staging'],
          from: inMinutes(60),
          to: inMinutes(61),
          reason: 'To be ended',
        });
        return { windowId: window.id };
      }
      const schedule: Contract = CONTRACTS[id];
      if (schedule.tag === 'Schedules') return prepareSchedule(client, id);
      if (id !== 'redeliver') return { runId };
      const delivery = await eventually(async () => {
        const { items } = await client.listDeliveries({ state: 'delivered' });
        return items.at(0);
      });
      return { deliveryId: delivery.id };
    },
    async stop() {
      await idp.stop();
      await receiver.stop();
    },
  };
}

/** Makes the schedule that examples are about, as each of them wants it. */
async function prepareSchedule(
  client: TestOrchestrator['client'],
  id: OperationId,
): Promise<Record<string, string>> {
  const { definition } = CONTRACTS.createSchedule.example.body as Parameters<
    typeof client.createSchedule
  >[0];
  const { items } = await client.listSchedules();
  for (const { id: scheduleId, revision } of items) {
    await client.removeSchedule(scheduleId, { revision });
  }
  if (id === 'createSchedule') return {};
  await client.createSchedule({ definition });
  if (id === 'resumeSchedule') await client.pauseSchedule(definition.id, {});
  return { scheduleId: definition.id };
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
