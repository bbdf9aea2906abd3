import { systemClock } from '../../waiting/systemClock';
import { createTestSecrets } from '../../__testUtils__/keys';
import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import { flowOf } from '../../__testUtils__/flows';
import { createStartResolver } from '../../access/resolve/resolveStart';
import type { AnyStepType } from '../../engine/EngineStepContext';
import { FlowCatalog } from '../../flows';
import type { ChildRuns } from '../../ports';
import { createFlowStep } from '../../steps';
import { openPlanView, planRun } from './beginRun';

const call = (
  id: string,
  flow: string,
  input: Record<string, unknown> = {},
) => ({
  id,
  title: `Call ${id}`,
  uses: 'flow',
  with: { flow, input },
});
/** A call that a flow may make of itself, since it might be skipped. */
const loop = (...asked: Parameters<typeof call>) => ({
  ...call(...asked),
  if: 'true',
});
const note = (text: string) => ({ id: 'note', title: 'Note', with: { text } });
const input = {
  type: 'object' as const,
  properties: { number: { type: 'number' as const, default: 0 } },
};

const flows = [
  flowOf([note('leaf ${{ string(input.number) }}')], { id: 'leaf', input }),
  flowOf([note('bad')], { id: 'bad' }),
  flowOf(
    [
      { ...note('self'), id: 'first' },
      { ...call('again', 'self'), if: "steps.first.status == 'failed'" },
    ],
    { id: 'self' },
  ),
  flowOf([loop('b', 'b'), note('a')], { id: 'a' }),
  flowOf([loop('a', 'a'), note('b')], { id: 'b' }),
  flowOf(
    [
      note('count'),
      loop('next', 'count', { number: '${{ input.number + 1 }}' }),
    ],
    {
      id: 'count',
      input,
    },
  ),
  flowOf(
    Array.from({ length: 8 }, (_, index) =>
      loop(`c${index}`, 'grow', {
        number: `\${{ input.number * 8 + ${index + 1} }}`,
      }),
    ),
    { id: 'grow', input },
  ),
  flowOf([call('x', 'bad'), call('y', 'bad'), call('z', 'leaf')], {
    id: 'above-bad',
  }),
];

/** What plans by these flows and one more, and tells which notes were planned, one by one. */
function compose(steps: Parameters<typeof flowOf>[0] = [note('start')]) {
  const noted: string[] = [];
  const opened: string[] = [];
  const test = defineStepType({
    uses: 'test',
    resumable: true,
    inputSchema: z.object({ text: z.string() }),
    run: async () => ({ status: 'succeeded' as const }),
    async plan({ text }) {
      noted.push(text);
      if (text === 'bad') throw new Error('This is bad');
      return { effect: 'none' as const, text };
    },
  });
  const stepTypes = new Map<string, AnyStepType>();
  const options = {
    stepTypes,
    secrets: createTestSecrets(),
    flows: new FlowCatalog(() => [...flows, flowOf(steps, { id: 'start' })], {
      list: async () => {
        opened.push('scripts');
        return { scripts: [], problems: [] };
      },
    }),
    inventory: { list: async () => [] },
    environments: { known: ['development'], fallback: 'development' },
    windows: { listRules: () => [] },
    clock: systemClock,
  };
  const resolver = createStartResolver(options);
  const children = {
    plan: (...asked) =>
      openPlanView(options, resolver.open).children.plan(...asked),
  } as ChildRuns;
  for (const type of [test, createFlowStep(children)]) {
    stepTypes.set(type.uses, type as AnyStepType);
  }
  return { options, resolver, noted, opened };
}

/** Plans a start of a flow of these steps. */
async function plan(steps: Parameters<typeof flowOf>[0]) {
  const { options, resolver, ...counts } = compose(steps);
  const start = await resolver.resolve(
    await resolver.open(),
    { initiator: { kind: 'user', ref: 'user:default/anna' } },
    { flowId: 'start', request: {} },
  );
  const asked = { ...start.asked, flowDigest: '' };
  const planned = await planRun(options, { start, asked, ask: true });
  return { texts: planned.steps.map(({ text }) => text), ...counts };
}

const would = (flow: string, steps: string) =>
  `Would run the flow ${flow} in development: ${steps}.`;

jest.setTimeout(60_000);

describe('The plan of a start', () => {
  it('plans each child once for all steps that start it with the same input', async () => {
    const one = { number: 1 };
    const { texts, noted, opened } = await plan([
      call('one', 'leaf'),
      call('two', 'leaf'),
      call('three', 'leaf', one),
      call('four', 'leaf', { number: 0 }),
    ]);
    expect(texts).toEqual(Array(4).fill(would('leaf', 'Note')));
    expect(noted).toEqual(['leaf 0', 'leaf 1']);
    expect(opened).toEqual(['scripts']);
  });

  it('ends where flows start themselves, or each other', async () => {
    const { texts, noted } = await plan([
      call('self', 'self'),
      call('a', 'a'),
      call('b', 'b'),
    ]);
    expect(texts).toEqual([
      would('self', 'Note, Call again'),
      would('a', 'Call b, Note'),
      would('b', 'Call a, Note'),
    ]);
    expect(noted.sort()).toEqual(['a', 'b', 'self']);
  });

  it('ends where runs would be deeper than they may be', async () => {
    const { texts, noted } = await plan([call('count', 'count')]);
    expect(texts).toEqual([would('count', 'Note, Call next')]);
    expect(noted).toHaveLength(9);
  });

  it('is limited where nobody has counted before what is started', async () => {
    const { options, resolver } = compose();
    const { children } = openPlanView(options, resolver.open);
    await expect(children.plan('grow', {})).rejects.toThrow(
      'would do too much to be judged',
    );
  });

  it('names every step whose child could not be started', async () => {
    const refused = plan([
      call('fine', 'leaf'),
      call('one', 'above-bad'),
      call('two', 'bad'),
      call('three', 'above-bad'),
    ]);
    const error = await refused.catch(thrown => thrown);
    expect(error.name).toBe('InputError');
    for (const step of ['one', 'two', 'three']) {
      expect(error.message).toContain(`steps.${step}: `);
    }
    expect(error.message).not.toContain('steps.fine');
    expect(error.message).toContain('This is bad');
  });
});
