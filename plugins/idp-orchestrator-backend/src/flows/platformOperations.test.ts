import type {
  Operation,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { fixedReason, type ServiceDefinition } from '../platform';
import { createPlatformOperations } from './platformOperations';

const script = (name: string): ServiceDefinition['control'] => ({
  kind: 'script',
  script: name,
  actions: { start: 'start', stop: 'stop' },
});

const service = (
  name: string,
  more: Partial<ServiceDefinition> = {},
): ServiceDefinition => ({
  name,
  title: name.toUpperCase(),
  environment: 'development',
  control: script('idp'),
  probes: [],
  critical: false,
  dependsOn: [],
  source: 'configuration',
  ...more,
});

const platform = [
  service('portal', { critical: true, dependsOn: ['argo', 'login'] }),
  service('argo'),
  service('login', { dependsOn: ['database'] }),
  service('database', {
    control: { kind: 'kubernetes', namespaces: ['db'], selector: 'app=db' },
  }),
  service('lamp', { control: { kind: 'none' } }),
];

function setUp(
  services = platform,
  states: Record<string, ServiceHealth['status']> = {},
) {
  const flow = createPlatformOperations({
    inventory: { list: async () => services },
    environments: ['development', 'production'],
    look: async (_, names) =>
      names.map(name => ({
        name,
        title: name,
        status: states[name] ?? 'healthy',
        critical: true,
        dependsOn: [],
      })),
    fixedReason: one =>
      one.control.kind === 'none'
        ? 'nothing controls it'
        : fixedReason(one, { unavailableReason: () => undefined }),
    clock: { now: () => Date.UTC(2026, 10, 27) },
  });
  const shape = (
    operation: Operation,
    names: string[] = [],
    more: { force?: boolean; reason?: string; until?: string } = {},
  ) =>
    flow.shape({
      environment: 'development',
      dryRun: false,
      reason: more.reason,
      input: {
        operation,
        services: names,
        comprehensive_health: true,
        force: more.force ?? false,
        ...(more.until && { until: more.until }),
      },
    });
  return { flow, shape };
}

const forced = { force: true, reason: 'An upgrade' };

/** Lists the ids with what each needs. */
const graphOf = ({
  steps,
}: {
  steps: Array<{ id: string; needs: string[] }>;
}) => Object.fromEntries(steps.map(({ id, needs }) => [id, needs]));

describe('The flow platform-operations', () => {
  it('starts in waves, of which each needs the whole one before', async () => {
    const { shape } = setUp();
    expect(graphOf(await shape('start'))).toEqual({
      'start-argo': [],
      'start-database': [],
      'start-login': ['start-argo', 'start-database'],
      'start-portal': ['start-login'],
      services: [],
    });
  });

  it('stops in the reverse order', async () => {
    const { shape } = setUp();
    expect(graphOf(await shape('stop'))).toEqual({
      'stop-portal': [],
      'stop-login': ['stop-portal'],
      'stop-argo': ['stop-login'],
      'stop-database': ['stop-login'],
      services: [],
    });
  });

  it('stops and starts in a restart what scripts control, and replaces in its turn what is in a cluster', async () => {
    const { shape } = setUp();
    expect(graphOf(await shape('restart', ['login', 'database']))).toEqual({
      'stop-login': [],
      'restart-database': ['stop-login'],
      'start-login': ['restart-database'],
      services: [],
    });
  });

  it('says which stop is meant to last, and until when, in the future only', async () => {
    const { shape } = setUp();
    const inputOf = async (
      ...asked: Parameters<typeof shape>
    ): Promise<unknown> => (await shape(...asked)).steps[0].with;
    const stop = { act: 'stop', service: 'argo' };
    const until = '2026-11-28T00:00:00Z';
    expect(await inputOf('stop', ['argo'], forced)).toEqual(stop);
    expect(await inputOf('stop', ['argo'], { ...forced, until })).toEqual({
      ...stop,
      until,
    });
    expect(await inputOf('restart', ['argo'])).toEqual({
      ...stop,
      leaves: 'running',
    });
    await expect(shape('restart', ['argo'], { until })).rejects.toThrow(
      'until: expected nothing with restart',
    );
    for (const bad of ['2026-11-26T00:00:00Z', 'tomorrow']) {
      await expect(
        shape('stop', ['argo'], { ...forced, until: bad }),
      ).rejects.toThrow('until: expected a time in the future');
    }
  });

  it('keeps the order of services that need each other through one that is not touched', async () => {
    const { shape } = setUp();
    expect(graphOf(await shape('start', ['portal', 'database']))).toEqual({
      'start-database': [],
      'start-portal': ['start-database'],
      services: [],
    });
  });

  it('only looks, and holds no lock, when it is asked how services are', async () => {
    const { shape } = setUp();
    const flow = await shape('status', ['lamp']);
    expect(graphOf(flow)).toEqual({ services: [] });
    expect(flow.steps[0].with).toMatchObject({
      act: 'look',
      services: ['lamp'],
    });
    expect(flow.concurrency).toBeUndefined();
    expect((await shape('stop', ['portal'])).concurrency?.key).toBe(
      'bootstrap-${{ environment.name }}',
    );
  });

  it('leaves out of all what nothing controls, and says so', async () => {
    const { shape } = setUp();
    const { output } = await shape('start');
    expect(output?.left_out).toEqual([
      { name: 'lamp', because: 'nothing controls it' },
    ]);
  });

  it('refuses services that there are not, or that nothing controls, by name', async () => {
    const { shape } = setUp();
    await expect(shape('start', ['argo', 'lmap'])).rejects.toMatchObject({
      name: 'InputError',
      problems: [
        {
          path: 'input.services.1',
          expected: 'one of portal, argo, login, database, lamp',
          got: '"lmap". Did you mean lamp?',
        },
      ],
    });
    await expect(shape('start', ['lamp'])).rejects.toThrow(
      'lamp, which can only be looked at: nothing controls it',
    );
  });

  it('refuses to stop what a critical service needs that stays up', async () => {
    const { shape } = setUp();
    await expect(shape('stop', ['database'])).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('portal (needs database)'),
    });
    await expect(
      shape('stop', ['database'], { force: true }),
    ).rejects.toMatchObject({ name: 'InputError' });
    await shape('stop', ['database'], { force: true, reason: 'a disk burns' });
    await shape('stop', ['database', 'portal']);
    await shape('restart', ['database']);
  });

  it('stops it when the critical service is down already', async () => {
    const { shape } = setUp(platform, { portal: 'down' });
    await shape('stop', ['database']);
    const unknown = setUp(platform, { portal: 'unknown' });
    await expect(unknown.shape('stop', ['database'])).rejects.toThrow('portal');
  });

  it('leaves services of a circle out, refuses those that are named, and looks at all', async () => {
    const { shape } = setUp([
      service('user', { dependsOn: ['a'] }),
      service('a', { dependsOn: ['b'], circle: ['a', 'b', 'a'] }),
      service('b', { dependsOn: ['a', 'base'], circle: ['b', 'a', 'b'] }),
      service('base'),
    ]);
    const { steps, output } = await shape('restart');
    expect(steps.map(({ id }) => id)).toEqual([
      'stop-user',
      'stop-base',
      'start-base',
      'start-user',
      'services',
    ]);
    expect(JSON.stringify(output)).toContain('a → b → a');
    await expect(shape('start', ['user', 'b'])).rejects.toThrow('b → a → b');
    await shape('health', ['a', 'b']);
  });

  it('is made alike for the same request, and lists the names of all environments', async () => {
    const { flow, shape } = setUp();
    expect(await shape('start')).toEqual(await shape('start'));
    const described = await flow.describe();
    expect(described.input).toMatchObject({
      properties: {
        operation: { enum: ['start', 'stop', 'restart', 'status', 'health'] },
        services: {
          items: { enum: ['portal', 'argo', 'login', 'database', 'lamp'] },
        },
        environment: { enum: ['development', 'production'] },
      },
    });
    expect(await flow.describe()).toBe(described);
  });
});
