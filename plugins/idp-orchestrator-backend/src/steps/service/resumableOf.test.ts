import type { EngineStepContext } from '../../engine/EngineStepContext';
import { createStepContext } from '../__testUtils__/stepContext';
import type { OperatedService, ServiceStepOptions } from './OperatedService';
import { serviceInputSchema } from './serviceInput';
import { resumableOf } from './resumableOf';

const byScript: OperatedService['control'] = {
  kind: 'script',
  script: 'idp',
  actions: { start: 'up', stop: 'down' },
  serviceParameter: 'service',
};
const inCluster: OperatedService['control'] = {
  kind: 'kubernetes',
  namespaces: ['monitoring'],
  selector: 'app=grafana',
};

/** Asks from where a start of grafana is gone on with, and of which attempt the bridge was asked. */
async function ask({
  control,
  isInPod,
  act = { act: 'start', service: 'grafana' },
}: {
  control: OperatedService['control'];
  /** Whether its script has a pod; nobody can tell when absent. */
  isInPod?: boolean;
  act?: object;
}) {
  const asked: unknown[] = [];
  const service = { name: 'grafana', title: 'Grafana', probes: [], control };
  const options = {
    list: async (environment: string) => [{ ...service, environment }],
    scripts: { list: async () => ({ scripts: [], problems: [] }) },
    bridge: {
      isFoundAnywhere: async (attempt: unknown) => {
        asked.push(attempt);
        if (isInPod === undefined) throw new Error('nobody can tell');
        return isInPod;
      },
    },
  } as unknown as ServiceStepOptions;
  const context = {
    ...createStepContext(),
    resumed: true,
  } as Partial<EngineStepContext> as EngineStepContext;
  const input = serviceInputSchema.parse(act);
  return { found: await resumableOf(input, context, options), asked };
}

describe('An attempt at a service whose worker is gone', () => {
  it('is gone on with from anywhere when its script has a pod', async () => {
    const { found, asked } = await ask({ control: byScript, isInPod: true });
    expect(found).toBe(true);
    expect(asked).toMatchObject([
      {
        script: 'idp',
        action: 'up',
        args: { service: 'grafana' },
        environment: 'development',
        runId: 'run',
        stepId: 'step',
        attempt: 1,
        resumed: true,
      },
    ]);
  });

  it.each([
    ['its script runs there', { control: byScript, isInPod: false }],
    ['nobody can tell where its script runs', { control: byScript }],
    [
      'the service is not known any more',
      { control: byScript, act: { act: 'start', service: 'gone' } },
    ],
  ])('is gone on with on its host when %s', async (_, setting) => {
    expect((await ask(setting)).found).toBe('on-its-host');
  });

  it.each([
    ['a cluster is asked', { control: inCluster }],
    ['it only looks', { control: byScript, act: { act: 'look' } }],
  ])('is gone on with from anywhere when %s', async (_, setting) => {
    const { found, asked } = await ask(setting);
    expect(found).toBe(true);
    expect(asked).toEqual([]);
  });
});
