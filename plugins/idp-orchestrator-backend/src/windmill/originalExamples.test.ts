import {
  startReceiver,
  type TestReceiver,
} from '../__testUtils__/webhookReceiver';
import {
  isCompleted,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

/** The calls by which those who used Windmill for their platform know it, as they stand. */
const CALLS = [
  {
    does: 'bootstraps the platform',
    flow: 'bootstrap-platform',
    body: '{"environment": "development", "enable_monitoring": true, "dry_run": false}',
    output: { success: true },
  },
  {
    does: 'checks the health of the platform',
    flow: 'platform-operations',
    body: '{"operation": "health", "comprehensive_health": true}',
    output: { operation: 'health', services: { backstage: {}, 'argo-cd': {} } },
  },
  {
    does: 'starts services, by the name that one of them is known by elsewhere',
    flow: 'platform-operations',
    body: '{"operation": "start", "services": ["backstage", "argocd"]}',
    output: { operation: 'start', services: { backstage: {}, 'argo-cd': {} } },
  },
];

describe('A call that was made to Windmill', () => {
  let backend: WindmillBackend;
  let receiver: TestReceiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    const service = {
      url: receiver.url,
      healthPath: '/',
      control: { kind: 'script', script: 'control' },
    };
    backend = await startWindmillBackend({
      config: {
        services: ['backstage', 'argo-cd', 'grafana'].map(name => ({
          name,
          ...service,
        })),
      },
    });
  });
  afterAll(async () => {
    await backend.idp.stop();
    await receiver.stop();
  });

  it.each(CALLS)('$does', async ({ flow, body, output }) => {
    const path = `/w/idp/jobs/run/f/idp/${flow}`;
    const response = await backend.call(path, { method: 'POST', body });
    const id = await response.text();
    expect({ status: response.status, id }).toEqual({ status: 201, id });
    const job = await backend.until(id, isCompleted);
    expect(job).toMatchObject({ success: true, result: output });
  });
});

describe('A service that has another name', () => {
  let backend: WindmillBackend;

  beforeAll(async () => {
    const services = [{ name: 'argo-cd' }, { name: 'web', aliases: ['www'] }];
    backend = await startWindmillBackend({ config: { services } });
  });
  afterAll(() => backend.idp.stop());

  it('is looked at by it, and is in the run by its own', async () => {
    const { client } = backend.idp;
    const request = { operation: 'status' as const, idempotencyKey: 'k' };
    const services = ['www', 'argo-cd', 'argocd'];
    const { id } = await client.operateServices({ ...request, services });
    const run = await backend.idp.finished(id);
    expect(run.input.services).toEqual(['web', 'argo-cd']);
    // The same request, by other names.
    const again = { ...request, services: ['web', 'argo-cd'] };
    expect((await client.operateServices(again)).id).toBe(id);
    const planned = await client.planOperation({
      operation: 'status',
      services: ['www'],
    });
    expect(planned.waves[0].services.map(({ name }) => name)).toEqual(['web']);
  });

  it('tells it', async () => {
    const { items } = await backend.idp.client.listServices();
    expect(items.map(({ name, aliases }) => [name, aliases])).toEqual([
      ['argo-cd', ['argocd']],
      ['web', ['www']],
    ]);
    await expect(backend.idp.client.getService('www')).rejects.toThrow(
      expect.objectContaining({
        body: expect.objectContaining({
          error: expect.objectContaining({
            message:
              'www is another name of the service web in development. Ask for web',
          }),
        }),
      }),
    );
  });

  it('is what was meant by a name that comes near', async () => {
    const asked = (services: string[]) =>
      backend.post('/w/idp/jobs/run/f/f/idp/platform-operations', { services });
    const refused = await asked(['argo']);
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('Did you mean argo-cd?'),
    ]);
    const twice = await asked(['web', 'web']);
    expect(twice.status).toBe(400);
  });
});
