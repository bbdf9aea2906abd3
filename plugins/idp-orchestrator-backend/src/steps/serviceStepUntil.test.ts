import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { systemClock } from '../waiting/systemClock';
import type { EngineStepContext } from '../engine/EngineStepContext';
import { createStepContext } from './__testUtils__/stepContext';
import { createServiceStep, type ServiceStepOptions } from './serviceStep';
import { serviceInputSchema } from './service/serviceInput';

const OVER = '2001-01-01T00:00:00Z';
const AHEAD = '2099-01-01T00:00:00Z';
const SAYS = `until: expected a time in the future in ISO 8601, got ${OVER}`;

/** Makes a step for a service of a script, which is stopped when that has run. */
function setUp() {
  const calls: string[] = [];
  const grafana: ServiceHealth = {
    name: 'grafana',
    title: 'Grafana',
    status: 'healthy',
    critical: false,
    dependsOn: [],
  };
  const step = createServiceStep({
    list: async environment => [
      {
        ...{ name: 'grafana', title: 'Grafana', environment, probes: [{}] },
        control: {
          kind: 'script',
          script: 'idp',
          actions: { start: 'up', stop: 'down' },
        },
      },
    ],
    look: async () => [
      calls.length === 0
        ? grafana
        : {
            ...grafana,
            status: 'down',
            probes: [
              { kind: 'http', status: 'down', text: 'gone', isThere: false },
            ],
          },
    ],
    fixedReason: () => undefined,
    bridge: {
      plan: async () => ({ command: [] }),
      run: async ({ action = '' }: { action?: string }) => {
        calls.push(action);
        return { outcome: 'succeeded' };
      },
    } as unknown as ServiceStepOptions['bridge'],
    scripts: {
      list: async () => ({ scripts: [{ id: 'idp', parameters: {} }] }),
    } as unknown as ServiceStepOptions['scripts'],
    cluster: {} as ServiceStepOptions['cluster'],
    clock: systemClock,
  });
  const stop = (until: string) =>
    step.inputSchema.parse({ act: 'stop', service: 'grafana', until });
  return {
    calls,
    plan: (until: string, ask = true) =>
      step.plan(stop(until), { environment: 'development', ask }),
    run: async (until: string, resumed = false) =>
      step.run(stop(until), {
        ...createStepContext(),
        ...{ resumed, secrets: [], follower: {} },
      } as unknown as EngineStepContext),
  };
}

describe('A step that stops a service until some time', () => {
  it('is refused when that is over, in the plan and when it is done', async () => {
    const { plan, run, calls } = setUp();
    await expect(plan(OVER)).rejects.toThrow(SAYS);
    await expect(plan(OVER, false)).rejects.toThrow(SAYS);
    await expect(run(OVER)).rejects.toThrow(SAYS);
    expect(calls).toEqual([]);
  });

  it('is planned and done when that is ahead', async () => {
    const { plan, run, calls } = setUp();
    expect(await plan(AHEAD)).toMatchObject({ effect: 'known' });
    expect(await run(AHEAD)).toMatchObject({ status: 'succeeded' });
    expect(calls).toEqual(['down']);
  });

  it('takes no text that is no time', () => {
    expect(() => setUp().plan('tomorrow')).toThrow('a time in ISO 8601');
  });

  it('goes with nothing that does not stop', () => {
    const input = {
      act: 'start',
      service: 'argo',
      until: '2100-01-01T00:00:00Z',
    };
    const { error } = serviceInputSchema.safeParse(input);
    expect(error?.issues).toMatchObject([
      {
        path: ['until'],
        message: 'nothing: only what is stopped is so until a time',
      },
    ]);
    expect(
      serviceInputSchema.safeParse({ ...input, act: 'stop' }).success,
    ).toBe(true);
  });

  it('is gone on with when it was begun in time', async () => {
    const { run, calls } = setUp();
    expect(await run(OVER, true)).toMatchObject({ status: 'succeeded' });
    expect(calls).toEqual(['down']);
  });
});
