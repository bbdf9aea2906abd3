import { bootstrapPlatform, FlowCatalog } from '../../flows';
import { flowOf } from '../../__testUtils__/flows';
import { findOperated, listTouched } from './operatedServices';

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
const operations = flowOf([{ id: 'services' }], {
  id: 'platform-operations',
  input: {
    type: 'object',
    properties: { operation: { type: 'string', default: 'status' } },
  },
});

const flows = new FlowCatalog([restartOne, operations, bootstrapPlatform], {
  list: async () => ({ scripts: [], problems: [] }),
});

const environment = 'development';
const find = (
  step: { uses: string; with: Record<string, unknown>; forEach?: object },
  input: Record<string, unknown> = {},
) =>
  findOperated(
    { flow: flowOf([{ id: 'one', ...step }] as never), environment, input },
    flows,
  );
const operate = (services: string[] | 'any') => [
  { act: 'operate', environment, services },
];

describe('The services that a run starts or stops', () => {
  it('are those of its steps, and of their items', async () => {
    const input = { name: 'kiali' };
    expect(
      await findOperated({ flow: restartOne, environment, input }, flows),
    ).toEqual(operate(['kiali']));
    const each = {
      uses: 'service',
      forEach: { items: '${{ input.names }}' },
      with: { act: 'stop', service: '${{ item }}' },
    };
    const names = { names: ['a', 'b'] };
    expect(await find(each, names)).toEqual([
      ...operate(['a']),
      ...operate(['b']),
    ]);
    const flow = flowOf([{ id: 'one', ...each }] as never);
    expect(listTouched({ flow, environment, input: names })).toEqual([
      'a',
      'b',
    ]);
  });

  it('are those of the runs that it starts, with the defaults of their flows', async () => {
    expect(await find({ uses: 'flow', with: { flow: 'restart-one' } })).toEqual(
      operate(['grafana']),
    );
    expect(
      await find({
        uses: 'flow',
        with: {
          flow: 'platform-operations',
          environment: 'staging',
          input: { operation: 'stop', services: ['opa'] },
        },
      }),
    ).toEqual([{ act: 'operate', environment: 'staging', services: ['opa'] }]);
  });

  it('are none of runs that only look, or do something else', async () => {
    expect(
      await find({ uses: 'flow', with: { flow: 'platform-operations' } }),
    ).toEqual([{ act: 'look', environment, services: 'any' }]);
    expect(
      await find({ uses: 'flow', with: { flow: 'bootstrap-platform' } }),
    ).toEqual([]);
  });

  it.each([
    ['which service', 'service', { act: 'stop', service: '${{ steps.x }}' }],
    [
      'which services, whatever is written for the time before',
      'service',
      { act: 'stop', service: "${{ steps.x.output.?a.orValue('opa') }}" },
    ],
    [
      'what is done',
      'flow',
      {
        flow: 'platform-operations',
        input: { operation: '${{ steps.x.output.what }}', services: ['opa'] },
      },
    ],
    ['which flow', 'flow', { flow: '${{ steps.x.output.flow }}' }],
  ])('may be any while it is not known %s', async (_, uses, given) => {
    const [{ act, services }] = await find({ uses, with: given });
    expect(act).toBe('operate');
    expect(['any', ['opa']]).toContainEqual(services);
  });
});
