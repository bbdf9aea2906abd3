import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import idpOrchestrator from '@idp/backstage-plugin-idp-orchestrator-backend';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createClosingDatabases } from './__testUtils__/closingDatabases';
import { findPortOffset } from './__testUtils__/portOffset';
import ourFlows from './index';

jest.setTimeout(120_000);

const examples = path.resolve(__dirname, '../../../../examples/platform');

/** This backend's own flows, the example's files and scripts, and a sandbox of the test's own. */
async function startBackend() {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-example-'));
  const sent: NotificationSendOptions[] = [];
  const databases = createClosingDatabases();
  const testBackend = await startTestBackend({
    features: [
      databases.factory,
      idpOrchestrator,
      ourFlows,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async options => {
            sent.push(options);
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          idpOrchestrator: {
            scriptsDirectory: path.join(examples, 'scripts'),
            flowsDirectory: path.join(examples, 'flows'),
            spoolDirectory: path.join(folder, 'spool'),
            environments: {
              development: {
                variables: {
                  IDP_NODE: process.execPath,
                  IDP_RUNTIME: 'sandbox',
                  IDP_STATE_DIR: path.join(folder, 'sandbox'),
                  IDP_SANDBOX_PORT_OFFSET: String(await findPortOffset()),
                  IDP_SANDBOX_DELAY: '0',
                },
              },
              staging: {},
              production: {},
            },
          },
        },
      }),
    ],
  });
  const url = `http://localhost:${testBackend.server.port()}/api/idp-orchestrator`;
  const client = new OrchestratorClient({
    discoveryApi: { getBaseUrl: async () => url },
    fetchApi: {
      fetch: (target, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', mockCredentials.user.header());
        return fetch(target, { ...init, headers });
      },
    },
  });
  const run = async (flow: string, input: Record<string, unknown>) => {
    const { id } = await client.startRun(flow, { input });
    for await (const _ of client.watchRun(id, { include: 'events' })) {
      // Read to its end; the run is asked for then.
    }
    return client.getRun(id);
  };
  return {
    client,
    run,
    sent,
    async stop() {
      await run('idp', { action: 'stop' });
      await testBackend.stop();
      await databases.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe('The flows of the example', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;

  beforeAll(async () => {
    backend = await startBackend();
  });
  afterAll(() => backend.stop());

  it('are without problems, from files and from code', async () => {
    const { items, problems } = await backend.client.listFlows();
    expect(problems).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'rotate-sandbox-services',
        'announced-maintenance',
      ]),
    );
  });

  it('can be planned, each step with the command that it would run', async () => {
    const { steps } = await backend.client.planRun('rotate-sandbox-services', {
      input: { services: ['opa'] },
    });
    expect(steps.map(({ id, decision }) => `${id}: ${decision}`)).toEqual([
      'before: run',
      'restart: run',
      'sign-in: skip',
      'after: run',
    ]);
    expect(steps[0].command).toEqual(
      expect.arrayContaining(['status', '--services', 'opa']),
    );
  });

  it('rotate real services of a sandbox, one after the other', async () => {
    await backend.run('idp', { action: 'start', services: ['opa', 'jaeger'] });
    const { steps, output, status } = await backend.run(
      'rotate-sandbox-services',
      { services: ['opa', 'jaeger'] },
    );
    expect({ status, output }).toEqual({
      status: 'succeeded',
      output: {
        restarted: ['opa', 'jaeger'],
        before: 'healthy',
        after: 'healthy',
        failed_steps: [],
        summary: expect.any(String),
      },
    });
    const items = steps.filter(({ parent }) => parent === 'restart');
    expect(items.map(({ title }) => title)).toEqual([
      'Restart: opa',
      'Restart: jaeger',
    ]);
    expect(Date.parse(items[1].startedAt!)).toBeGreaterThanOrEqual(
      Date.parse(items[0].finishedAt!),
    );
  });

  it('announce a maintenance before it begins and when it is over', async () => {
    const { id, status } = await backend.run('announced-maintenance', {
      service: 'grafana',
      reason: 'New dashboards',
    });
    expect(status).toBe('succeeded');
    expect(backend.sent.map(({ payload }) => payload)).toEqual([
      {
        title: 'grafana will be away for a moment',
        description: 'New dashboards',
        severity: 'normal',
        topic: 'platform',
        scope: `${id}/announce`,
        link: `/idp-orchestrator/runs/${id}`,
      },
      expect.objectContaining({
        title: 'grafana is back',
        severity: 'low',
        scope: `${id}/tell-the-end`,
      }),
    ]);
  });

  it('tell nobody in a dry run', async () => {
    const before = backend.sent.length;
    const { steps } = await backend.client.planRun('announced-maintenance', {
      input: { service: 'kiali' },
    });
    expect(steps[0].text).toBe(
      'Would tell everybody: kiali will be away for a moment.',
    );
    expect(backend.sent).toHaveLength(before);
  });
});
