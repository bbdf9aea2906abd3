import { createTestService } from '../health/__testUtils__/services';
import { createTestHealth } from '../health/__testUtils__/testHealth';
import { startHttpServer } from './__testUtils__/httpServer';
import type { ServiceIntent } from '../ports';
import { createStepContext } from './__testUtils__/stepContext';
import { createHealthStep } from './healthStep';

type Server = Awaited<ReturnType<typeof startHttpServer>>;

describe('A step that uses health', () => {
  let well: Server;
  let ill: Server;

  beforeAll(async () => {
    well = await startHttpServer((_, response) => response.end());
    ill = await startHttpServer((_, response) => response.writeHead(503).end());
  });
  afterAll(() => Promise.all([well.stop(), ill.stop()]));

  const createStep = (intents: Record<string, ServiceIntent> = {}) => {
    const services = [
      createTestService({ name: 'grafana', url: well.url }),
      createTestService({ name: 'jaeger', url: well.url }),
      createTestService({ name: 'kiali', url: well.url }),
      createTestService({ name: 'argo-cd', url: ill.url }),
    ];
    const { health } = createTestHealth(services, {
      intents: { read: async () => new Map(Object.entries(intents)) },
    });
    return createHealthStep({
      list: async environment =>
        environment === 'development' ? services : [],
      check: (environment, names) =>
        health.check({
          environment,
          refresh: true,
          services: names,
          intents: 'wanted',
        }),
    });
  };
  const ask = (input: object, intents?: Record<string, ServiceIntent>) => {
    const step = createStep(intents);
    return step.run(step.inputSchema.parse(input), createStepContext());
  };

  it('gives out the health of all services when it is good enough', async () => {
    expect(await ask({ atLeast: 'degraded' })).toMatchObject({
      status: 'succeeded',
      output: { status: 'degraded', score: 81 },
    });
  });

  it('fails below the wanted state, naming the services and their reasons', async () => {
    expect(await ask({})).toMatchObject({
      status: 'failed',
      output: { status: 'degraded' },
      error: {
        message:
          'Expected healthy, but degraded: argo-cd is degraded (answers with status 503)',
      },
    });
  });

  it('judges only the services that it is asked for', async () => {
    expect(await ask({ services: ['grafana'] })).toMatchObject({
      status: 'succeeded',
      output: { score: 100, services: [{ name: 'grafana' }] },
    });
    expect(await ask({ services: ['argo-cd'] })).toMatchObject({
      status: 'failed',
      output: { status: 'degraded', services: [{ name: 'argo-cd' }] },
    });
  });

  it('leaves out what is stopped on purpose, and not what a run has, since this one may', async () => {
    const by = { kind: 'user', ref: 'user:default/guest' } as const;
    const ref = { runId: 'r', by, since: '2026-11-27T00:00:00.000Z' };
    const wanted = { state: 'stopped', stepId: 's', ...ref } as const;
    expect(await ask({}, { 'argo-cd': { wanted } })).toMatchObject({
      status: 'succeeded',
      output: {
        status: 'healthy',
        summary: 'Healthy. Stopped: argo-cd by guest.',
      },
    });
    const pending = {
      act: 'restarting',
      runTitle: 'Restart',
      ...ref,
    } as const;
    expect(await ask({}, { 'argo-cd': { pending } })).toMatchObject({
      status: 'failed',
      output: { status: 'degraded' },
    });
  });

  it('asks anew each time, so that a retry waits until they are well', async () => {
    const before = well.received.length;
    const step = createStep();
    const input = step.inputSchema.parse({ services: ['grafana'] });
    await step.run(input, createStepContext());
    await step.run(input, createStepContext());
    expect(well.received.length - before).toBe(2);
  });

  it('refuses a service that there is not, naming those that there are', async () => {
    const message =
      'There is no service grafna. There are: grafana, jaeger, kiali, argo-cd.';
    await expect(ask({ services: ['grafna'] })).rejects.toThrow(message);
    const step = createStep();
    await expect(
      step.plan(step.inputSchema.parse({ services: ['grafna'] }), {
        environment: 'development',
      }),
    ).rejects.toThrow(message);
  });

  it('looks at the environment of its run', async () => {
    const step = createStep();
    const input = step.inputSchema.parse({ services: ['grafana'] });
    const elsewhere = createStepContext({ environment: 'staging' });
    await expect(step.run(input, elsewhere)).rejects.toThrow(
      'There is no service grafana. There are: none.',
    );
    expect(
      await step.plan(input, { environment: 'development' }),
    ).toMatchObject({
      text: 'Would ask grafana of development for its health.',
    });
  });

  it('fails when there is nothing to ask', async () => {
    const { health } = createTestHealth([]);
    const step = createHealthStep({
      list: async () => [],
      check: environment => health.check({ environment, refresh: true }),
    });
    expect(
      await step.run(step.inputSchema.parse({}), createStepContext()),
    ).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('no service to ask') },
    });
  });
});
