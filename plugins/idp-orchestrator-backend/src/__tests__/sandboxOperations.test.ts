import fs from 'node:fs';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type Permission,
} from '@backstage/plugin-permission-common';
import type {
  OperateServicesRequest,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { parse } from 'yaml';
import { flowOf } from '../__testUtils__/flows';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(240_000);

const PLATFORM = path.join(__dirname, '../../../../examples/platform');

type DefinitiveResult = AuthorizeResult.ALLOW | AuthorizeResult.DENY;

type TestOptions = Parameters<typeof startTestOrchestrator>[0];

/** Those that others need, those that need them, and one that has nothing to do with either. */
const SERVICES = ['istio', 'argo-cd', 'prometheus', 'grafana', 'kiali', 'opa'];

/** None of the sandboxes of other tests moves a service to the same port. */
const PORT_OFFSET = 11_900;

const configured = (
  parse(
    fs.readFileSync(path.join(PLATFORM, 'services.yaml'), 'utf8'),
  ) as Array<{ name: string }>
)
  .filter(({ name }) => SERVICES.includes(name))
  .map(service => ({ ...service, critical: service.name === 'kiali' }));

/** The plugin with the real scripts of the example, and a sandbox of its own. */
async function startSandbox(
  more: Pick<TestOptions, 'services' | 'flows'> = {},
): Promise<TestOrchestrator & { file(name: string): string }> {
  const state = fs.mkdtempSync('/tmp/idp-sandbox-');
  const variables = {
    IDP_RUNTIME: 'sandbox',
    IDP_NODE: process.execPath,
    IDP_STATE_DIR: state,
    IDP_SANDBOX_PORT_OFFSET: String(PORT_OFFSET),
    IDP_SANDBOX_DELAY: '0',
  };
  const idp = await startTestOrchestrator({
    scripts: {},
    ...more,
    config: {
      scriptsDirectory: path.join(PLATFORM, 'scripts'),
      environments: {
        development: { variables, portOffset: PORT_OFFSET },
        staging: {},
      },
      services: configured,
    },
  });
  return {
    ...idp,
    file: name => path.join(state, name),
    async stop() {
      await idp.stop();
      fs.rmSync(state, { recursive: true, force: true });
    },
  };
}

describe('Operations in the sandbox', () => {
  let idp: Awaited<ReturnType<typeof startSandbox>>;

  beforeAll(async () => {
    idp = await startSandbox();
    await operate({ operation: 'start' });
  });
  afterAll(async () => {
    await operate({ operation: 'stop' });
    await idp.stop();
  });
  afterEach(() =>
    fs.rmSync(idp.file('fail'), { recursive: true, force: true }),
  );

  const operate = async (request: OperateServicesRequest): Promise<Run> => {
    const { id } = await idp.client.operateServices(request);
    return idp.finished(id);
  };
  const pidOf = (service: string): number | undefined => {
    const file = idp.file(`pid/${service}.json`);
    if (!fs.existsSync(file)) return undefined;
    return (JSON.parse(fs.readFileSync(file, 'utf8')) as { pid: number }).pid;
  };
  const pids = () => new Map(SERVICES.map(name => [name, pidOf(name)]));
  const stateOf = async (name: string) => {
    const { health } = await idp.client.getService(name);
    return health;
  };
  const fail = (service: string) => {
    fs.mkdirSync(idp.file('fail'), { recursive: true });
    fs.writeFileSync(idp.file(`fail/${service}`), 'start');
  };
  const stepsOf = ({ steps }: Run) =>
    Object.fromEntries(steps.map(({ id, status }) => [id, status]));
  const until = async (isSo: () => Promise<boolean>) => {
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      if (await isSo()) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error('It did not come to that within 30 s');
  };

  it('tells a killed service as down with its reason, starts it, and nothing else', async () => {
    process.kill(pidOf('prometheus')!, 'SIGKILL');
    await until(async () => (await stateOf('prometheus')).status === 'down');
    expect(await stateOf('prometheus')).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('nothing listens'),
    });
    expect((await stateOf('grafana')).waitsFor).toEqual(['prometheus']);
    const before = pids();
    const run = await operate({
      operation: 'start',
      services: ['prometheus'],
      reason: 'it was killed',
    });
    expect(run.status).toBe('succeeded');
    expect(run.output).toMatchObject({
      success: true,
      operation: 'start',
      services: { prometheus: { status: 'running', health: 'healthy' } },
      failed_steps: [],
      put_back: null,
    });
    expect(await stateOf('prometheus')).toMatchObject({ status: 'healthy' });
    const { lastChange } = await idp.client.getService('prometheus');
    expect(lastChange).toMatchObject({
      runId: run.id,
      operation: 'start',
      by: { ref: 'user:default/mock' },
      status: 'succeeded',
    });
    const after = pids();
    before.delete('prometheus');
    after.delete('prometheus');
    expect(after).toEqual(before);
  });

  it('warns of what is not well when it is asked for health', async () => {
    process.kill(pidOf('opa')!, 'SIGKILL');
    await until(async () => (await stateOf('opa')).status === 'down');
    const run = await operate({ operation: 'health' });
    expect(run).toMatchObject({
      status: 'succeeded-with-warnings',
      output: {
        success: true,
        services: {
          opa: { status: 'stopped', health: 'down' },
          grafana: { status: 'running', health: 'healthy' },
        },
        warnings: [expect.stringContaining('Open Policy Agent is down')],
      },
    });
    await operate({ operation: 'start', services: ['opa'] });
  });

  it('touches only the service that is named', async () => {
    const before = pids();
    const run = await operate({ operation: 'restart', services: ['grafana'] });
    expect(stepsOf(run)).toEqual({
      'stop-grafana': 'succeeded',
      'start-grafana': 'succeeded',
      services: 'succeeded',
    });
    expect(Object.keys(run.output?.services as object)).toEqual(['grafana']);
    const changed = SERVICES.filter(name => pidOf(name) !== before.get(name));
    expect(changed).toEqual(['grafana']);
    const { items } = await idp.client.listRuns({ service: 'grafana' });
    expect(items[0].id).toBe(run.id);
  });

  it('restarts all: those that need others stop first and start last', async () => {
    const run = await operate({ operation: 'restart' });
    expect(run.status).toBe('succeeded');
    const step = (id: string) => run.steps.find(one => one.id === id)!;
    const isBefore = (first: string, then: string) =>
      expect(step(first).finishedAt! <= step(then).startedAt!).toBe(true);
    isBefore('stop-grafana', 'stop-prometheus');
    isBefore('stop-kiali', 'stop-istio');
    isBefore('stop-prometheus', 'start-istio');
    isBefore('start-prometheus', 'start-grafana');
    isBefore('start-istio', 'start-kiali');
    expect(run.output?.waves).toHaveLength(4);
  });

  it('stops at a service that does not come up, touches nothing later, and offers to put it back', async () => {
    await operate({
      operation: 'stop',
      services: ['grafana', 'kiali', 'prometheus', 'istio'],
    });
    fail('prometheus');
    const run = await operate({
      operation: 'start',
      services: ['istio', 'prometheus', 'grafana', 'kiali'],
    });
    expect(run.status).toBe('failed');
    expect(stepsOf(run)).toMatchObject({
      'start-istio': 'succeeded',
      'start-prometheus': 'failed',
      'start-grafana': 'skipped',
      'start-kiali': 'skipped',
    });
    expect(run.error?.message).toMatch(/Prometheus could not be started/);
    expect(run.output).toMatchObject({
      success: false,
      failed_steps: ['start-prometheus'],
      put_back: {
        operation: 'stop',
        services: expect.arrayContaining(['istio']),
      },
      summary: expect.stringMatching(
        /Prometheus could not be started.*put back/s,
      ),
      services: {
        grafana: { status: 'stopped', health: 'down' },
        istio: { status: 'running', health: 'healthy' },
      },
    });
    expect(pidOf('grafana')).toBeUndefined();
    fs.rmSync(idp.file('fail/prometheus'));
    await idp.client.retryRun(run.id, { reason: 'it was mended' });
    const again = await idp.finished(run.id);
    expect(again.status).toBe('succeeded');
    expect(again.steps.find(({ id }) => id === 'start-istio')?.attempts).toBe(
      1,
    );
  });

  it('refuses what there is not, naming what there is, and makes no run', async () => {
    const count = async () =>
      (await idp.client.listRuns({ limit: 200 })).items.length;
    const before = await count();
    const operation = 'stop' as const;
    await expect(
      idp.client.operateServices({ operation, services: ['grafna'] }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: {
        error: {
          message: expect.stringContaining(
            'one of opa, istio, argo-cd, prometheus, grafana, kiali',
          ),
          problems: [
            {
              path: 'input.services.0',
              got: '"grafna". Did you mean grafana?',
            },
          ],
        },
      },
    });
    await expect(
      idp.client.operateServices({ operation: 'explode' as 'stop' }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: {
        error: { message: expect.stringContaining('start, stop, restart') },
      },
    });
    await expect(idp.client.getService('grafna')).rejects.toMatchObject({
      statusCode: 404,
      body: {
        error: { message: expect.stringContaining('Did you mean grafana?') },
      },
    });
    expect(await count()).toBe(before);
  });

  it('refuses to stop what a critical service needs, unless force says why', async () => {
    const request = { operation: 'stop' as const, services: ['prometheus'] };
    const plan = await idp.client.planOperation(request);
    expect(plan).toMatchObject({
      waves: [
        {
          number: 1,
          act: 'stop',
          services: [
            { name: 'prometheus', status: 'healthy', nothingToDo: false },
          ],
        },
      ],
      blastRadius: [
        { name: 'grafana', critical: false, because: ['prometheus'] },
        { name: 'kiali', critical: true, because: ['prometheus'] },
      ],
      refusal: expect.stringContaining('kiali'),
    });
    await expect(idp.client.operateServices(request)).rejects.toMatchObject({
      statusCode: 409,
    });
    await expect(
      idp.client.operateServices({ ...request, force: true }),
    ).rejects.toMatchObject({ statusCode: 400 });
    const run = await operate({ ...request, force: true, reason: 'a drill' });
    expect(run.status).toBe('succeeded');
    expect((await stateOf('kiali')).waitsFor).toEqual(['prometheus']);
    await operate({ operation: 'start', services: ['prometheus'] });
  });

  it('says that there is nothing to do where all is as it should be', async () => {
    const run = await operate({
      operation: 'start',
      services: ['grafana', 'opa'],
    });
    expect(run.output).toMatchObject({
      success: true,
      summary: expect.stringContaining('nothing to do'),
    });
    expect(run.steps.find(({ id }) => id === 'start-grafana')).toMatchObject({
      summary: 'Grafana: nothing to do, it is healthy already.',
      output: { changed: false, nothing_to_do: true },
    });
  });

  it('in a dry run gives the waves and the present state, and changes nothing', async () => {
    const before = pids();
    const run = await operate({
      operation: 'stop',
      services: ['grafana', 'prometheus', 'kiali'],
      dryRun: true,
    });
    expect(run.output).toMatchObject({
      success: true,
      waves: [
        { number: 1, services: [{ name: 'grafana' }, { name: 'kiali' }] },
        { number: 2, services: [{ name: 'prometheus' }] },
      ],
      services: { grafana: { status: 'running', health: 'healthy' } },
    });
    expect(pids()).toEqual(before);
    const { items } = await idp.client.listRuns({ service: 'grafana' });
    expect(items.map(({ id }) => id)).not.toContain(run.id);
  });
});

describe('A user without the permission', () => {
  let isDenied = true;
  let idp: Awaited<ReturnType<typeof startSandbox>>;
  const decide = ({ permission: { name } }: { permission: Permission }) => {
    const isRefused = isDenied && name === 'idpOrchestrator.service.operate';
    const result: DefinitiveResult = isRefused
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW;
    return { result };
  };

  beforeAll(async () => {
    const flows = [
      flowOf([
        {
          id: 'stop',
          uses: 'service',
          with: { act: 'stop', service: '${{ input.name }}' },
        },
      ]),
      flowOf(
        [
          {
            id: 'child',
            uses: 'flow',
            with: {
              flow: 'platform-operations',
              input: { operation: 'start', services: ['opa'] },
            },
          },
        ],
        { id: 'through-another' },
      ),
    ];
    const permissions = mockServices.permissions.mock({
      authorize: async requests => requests.map(decide),
      authorizeConditional: async requests => requests.map(decide),
    });
    idp = await startSandbox({ services: [permissions.factory], flows });
  });
  afterAll(() => idp.stop());
  afterEach(() => {
    isDenied = true;
  });

  it('is refused before anything is touched, whatever the way', async () => {
    const operation = { operation: 'start' as const, services: ['opa'] };
    for (const start of [
      () => idp.client.operateServices(operation),
      () => idp.client.startRun('platform-operations', { input: operation }),
      () => idp.client.startRun('test-flow', { input: { name: 'opa' } }),
      () => idp.client.startRun('through-another', {}),
    ]) {
      await expect(start()).rejects.toMatchObject({
        statusCode: 403,
        body: {
          error: {
            message: expect.stringContaining('idpOrchestrator.service.operate'),
          },
        },
      });
    }
    const { items } = await idp.client.listFlows();
    const mayRun = new Map(items.map(flow => [flow.id, flow.mayRun]));
    expect(mayRun.get('through-another')).toBe(false);
    expect(mayRun.get('platform-operations')).toBe(true);
    expect((await idp.client.listRuns()).items).toEqual([]);
    expect(fs.existsSync(idp.file('pid'))).toBe(false);
  });

  it('sees the services, that they may not be operated, and what would be done', async () => {
    const opa = await idp.client.getService('opa');
    expect(opa.mayOperate).toBe(false);
    expect(opa.notAllowedReason).toContain('service.operate');
    const { id } = await idp.client.operateServices({ operation: 'status' });
    expect((await idp.finished(id)).status).toBe('succeeded');
    const plan = await idp.client.planOperation({ operation: 'start' });
    expect(plan.waves.length).toBeGreaterThan(0);
  });

  it('may not repeat what somebody else was allowed to start', async () => {
    isDenied = false;
    const { id } = await idp.client.operateServices({
      operation: 'stop',
      services: ['opa'],
    });
    await idp.finished(id);
    isDenied = true;
    const reason = 'once more';
    for (const act of [
      () => idp.client.rerun(id, { reason }),
      () => idp.client.retryRun(id, { reason, from: 'stop-opa' }),
    ]) {
      await expect(act()).rejects.toMatchObject({ statusCode: 403 });
    }
  });
});
