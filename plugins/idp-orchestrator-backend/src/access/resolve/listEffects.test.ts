import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FlowCatalog } from '../../flows';
import { flowOf } from '../../__testUtils__/flows';
import type { ServiceDefinition } from '../../platform';
import type { ScriptDescription } from '../../ports';
import { listEffects, riskOfStart } from './listEffects';
import { PlatformView } from './PlatformView';
import { listTouched } from './listTouched';

const script = (
  id: string,
  risks: Record<string, Risk>,
): ScriptDescription => ({
  id,
  title: `Script ${id}`,
  description: '',
  risk: 'low',
  defaultAction: Object.keys(risks)[0],
  parameters: {},
  actions: Object.entries(risks).map(([name, risk]) => ({
    name,
    title: `To ${name}`,
    description: '',
    risk,
    readOnly: name === 'look',
    supportsDryRun: false,
    parameters: [],
    required: [],
  })),
});

const service = (
  name: string,
  control: ServiceDefinition['control'],
): ServiceDefinition => ({
  name,
  title: name,
  environment: 'development',
  control,
  probes: [],
  critical: false,
  dependsOn: [],
  source: 'configuration',
});

const restartOne = flowOf(
  [
    {
      id: 'stop',
      uses: 'service',
      with: { act: 'stop', service: '${{ input.name }}' },
    },
    { id: 'look', uses: 'service', with: { act: 'look' } },
  ],
  {
    id: 'restart-one',
    input: {
      type: 'object',
      properties: { name: { type: 'string', default: 'grafana' } },
    },
  },
);

const input = {
  type: 'object' as const,
  properties: { operation: { type: 'string', default: 'status' } },
};
const operations = flowOf([{ id: 'services' }], {
  id: 'platform-operations',
  risk: 'medium',
  input,
});
const itself = flowOf(
  [
    // One that does so without a condition is not usable.
    {
      id: 'again',
      uses: 'flow',
      if: "environment.name == 'development'",
      with: { flow: 'itself' },
    },
    { id: 'act', uses: 'script', with: { script: 'tool', action: 'wipe' } },
  ],
  { id: 'itself' },
);

/** Wipes in the environment of its run only, which is not the one that its input names by default. */
const placed = flowOf(
  [
    {
      id: 'act',
      uses: 'script',
      if: "input.environment == 'development' && !input.dry_run",
      with: { script: 'tool', action: 'wipe' },
    },
  ],
  {
    id: 'placed',
    input: {
      type: 'object',
      properties: {
        environment: { type: 'string', default: 'production' },
        dry_run: { type: 'boolean', default: true },
      },
    },
  },
);

const asked: string[] = [];
const options = {
  flows: new FlowCatalog(
    () => [restartOne, itself, placed],
    {
      list: async () => {
        asked.push('scripts');
        return {
          scripts: [
            script('tool', { go: 'medium', look: 'high', wipe: 'critical' }),
          ],
          problems: [],
        };
      },
    },
    {
      makers: [
        {
          id: 'platform-operations',
          describe: async () => operations,
          shape: async () => operations,
        },
      ],
    },
  ),
  inventory: {
    list: async (environment: string) => {
      asked.push(`services of ${environment}`);
      return [
        service('grafana', {
          kind: 'script',
          script: 'tool',
          actions: { start: 'go', stop: 'wipe' },
        }),
        service('opa', {
          kind: 'kubernetes',
          namespaces: ['opa'],
          selector: 'app=opa',
        }),
      ];
    },
  },
  environments: {
    known: ['development', 'production'],
    fallback: 'development',
  },
};

const environment = 'development';

/** The effects of a flow of these steps, and the risk of its start. */
async function effectsOf(
  steps: Array<Partial<Parameters<typeof flowOf>[0][number]>>,
  given: Record<string, unknown> = {},
) {
  const flow = flowOf(
    steps.map((step, index) => ({ id: `s${index}`, ...step })),
  );
  const catalogFlow = { flow, kind: 'flow' as const };
  const view = await PlatformView.open(options);
  const effects = await listEffects(
    { catalogFlow, environment, input: given },
    view,
  );
  return { effects, risk: riskOfStart(catalogFlow, effects) };
}

const runs = (action: string, more = {}) => ({
  uses: 'script',
  with: { script: 'tool', action },
  ...more,
});

describe('The effects of a start', () => {
  it.each([
    ['its action', [runs('go')], 'medium'],
    [
      'its default action',
      [{ uses: 'script', with: { script: 'tool' } }],
      'medium',
    ],
    ['an action that only reads', [runs('look')], 'low'],
    [
      'all actions while it is not known which',
      [runs('${{ steps.x.output }}')],
      'critical',
    ],
    ['the action that the input chooses', [runs('${{ input.a }}')], 'medium'],
    [
      'an action of each item',
      [runs('${{ item }}', { forEach: { items: ['look', 'wipe'] } })],
      'critical',
    ],
    [
      'no item of an empty list',
      [runs('wipe', { forEach: { items: [] } })],
      'low',
    ],
    [
      'any script while that is not known',
      [{ uses: 'script', with: { script: '${{ steps.x.output.s }}' } }],
      'critical',
    ],
    [
      'nothing where its condition says no',
      [runs('wipe', { if: "input.a == 'no'" })],
      'low',
    ],
    [
      'everything where its condition is still to come',
      [runs('wipe', { if: 'steps.x.output.go' })],
      'critical',
    ],
  ] as const)('of a script are %s', async (_, steps, risk) => {
    expect((await effectsOf([...steps], { a: 'go' })).risk).toBe(risk);
  });

  it.each([
    [
      'the script that controls it',
      { act: 'stop', service: 'grafana' },
      'critical',
    ],
    ['the cluster that it is in', { act: 'stop', service: 'opa' }, 'medium'],
    [
      'every service while it is not known which',
      { act: 'stop', service: '${{ steps.x.output }}' },
      'critical',
    ],
    ['nothing when it is only looked at', { act: 'look' }, 'low'],
  ])('on a service have the risk of %s', async (_, given, risk) => {
    const told = await effectsOf([{ uses: 'service', with: given }]);
    expect(told.risk).toBe(risk);
  });

  it.each([
    ['wait', 'low'],
    ['restart', 'medium'],
    ['${{ steps.x.output }}', 'medium'],
  ])('on a cluster: %s is %s', async (action, risk) => {
    const told = await effectsOf([{ uses: 'kubernetes', with: { action } }]);
    expect(told.risk).toBe(risk);
  });

  it('are those of the runs that it starts, with the defaults of their flows', async () => {
    const { effects } = await effectsOf([
      {
        uses: 'flow',
        with: { flow: 'restart-one', environment: 'production' },
      },
    ]);
    expect(effects).toMatchObject([
      {
        kind: 'flow',
        child: 'restart-one',
        environment: 'production',
        risk: 'critical',
      },
      {
        kind: 'service',
        services: ['grafana'],
        environment: 'production',
        path: [restartOne.title, 'stop'],
      },
    ]);
  });

  it('are those of operations: what is looked at does no harm', async () => {
    const operate = (given: object) =>
      effectsOf([
        { uses: 'flow', with: { flow: 'platform-operations', input: given } },
      ]);
    expect((await operate({})).risk).toBe('low');
    expect(
      await operate({ operation: 'stop', services: ['opa'] }),
    ).toMatchObject({
      risk: 'medium',
      effects: [{ kind: 'flow' }, { act: 'stop', services: ['opa'] }],
    });
    const later = {
      operation: '${{ steps.x.output.what }}',
      services: ['opa'],
    };
    expect((await operate(later)).effects).toMatchObject([
      { kind: 'flow' },
      { act: 'any', services: ['opa'] },
    ]);
  });

  it('are those of a child in the environment that its run has', async () => {
    const place = (where?: string) =>
      effectsOf([
        { uses: 'flow', with: { flow: 'placed', environment: where } },
      ]);
    expect((await place()).risk).toBe('critical');
    expect((await place('development')).risk).toBe('critical');
    expect((await place('production')).risk).toBe('low');
    expect((await place('${{ steps.x.output.where }}')).risk).toBe('critical');
  });

  it('may be any while it is not known which flow is started', async () => {
    const { effects, risk } = await effectsOf([
      { uses: 'flow', with: { flow: '${{ steps.x.output.flow }}' } },
    ]);
    expect(risk).toBe('critical');
    expect(effects).toMatchObject([
      { kind: 'flow' },
      { kind: 'service', act: 'any', services: 'any', environment: undefined },
    ]);
  });

  it('end where a flow starts itself', async () => {
    const { effects } = await effectsOf([
      { uses: 'flow', with: { flow: 'itself' } },
    ]);
    expect(effects).toMatchObject([
      { kind: 'flow', child: 'itself', risk: 'critical' },
      { kind: 'flow', child: 'itself' },
      { kind: 'script', action: 'wipe' },
    ]);
  });

  it('are limited, since each start reads them on the loop of all', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `n${index}`);
    const each = runs('go', { forEach: { items: names } });
    const perItem = {
      ...each,
      with: { script: 'tool', action: "${{ item == 'x' ? 'wipe' : 'go' }}" },
    };
    const many = (count: number) =>
      Array.from({ length: count }, () => perItem);
    expect((await effectsOf(many(5))).risk).toBe('medium');
    await expect(effectsOf(many(6))).rejects.toThrow(
      'Flow test-flow would do too much to be judged before it begins: expected at most 5000',
    );
  });

  it('take one look at the flows, and one at the services of a place', async () => {
    asked.length = 0;
    await effectsOf([
      { uses: 'service', with: { act: 'stop', service: 'opa' } },
      { uses: 'service', with: { act: 'start', service: 'grafana' } },
      { uses: 'flow', with: { flow: 'restart-one' } },
      { uses: 'flow', with: { flow: 'itself' } },
    ]);
    expect(asked).toEqual(['scripts', 'services of development']);
  });
});

describe('The services that a run touches itself', () => {
  it('are those of its steps, and of their items', () => {
    const flow = flowOf([
      {
        id: 'each',
        uses: 'service',
        forEach: { items: '${{ input.names }}' },
        with: { act: 'stop', service: '${{ item }}' },
      },
      { id: 'look', uses: 'service', with: { act: 'look', service: 'c' } },
    ]);
    const names = { names: ['a', 'b'] };
    expect(listTouched({ flow, environment, input: names })).toEqual([
      'a',
      'b',
    ]);
  });
});
