import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import type { AnyStepType } from './EngineStepContext';
import { planRest } from './planSteps';

const say = defineStepType({
  uses: 'say',
  resumable: false,
  inputSchema: z.object({ text: z.string() }),
  run: async () => ({ status: 'succeeded' as const }),
  plan: async ({ text }) => ({
    effect: 'known' as const,
    text: `Would say ${text}`,
  }),
});
const stepTypes = new Map([[say.uses, say as AnyStepType]]);

const flow = flowOf([
  { id: 'find', uses: 'say', with: { text: 'find' } },
  {
    id: 'ask-first',
    uses: 'say',
    if: '${{ steps.find.output.count > 1 }}',
    with: { text: 'ask' },
  },
  {
    id: 'tell',
    uses: 'say',
    needs: ['find'],
    with: { text: '${{ string(steps.find.output.count) }} found' },
  },
  {
    id: 'after',
    uses: 'say',
    if: "${{ steps.ask_first.status == 'succeeded' }}",
    needs: ['ask-first'],
    with: { text: 'after' },
  },
  { id: 'strange', uses: 'unknown-type', needs: ['find'] },
]);

/** A run of the flow in which some steps are as told. */
function runWith(states: Record<string, Partial<RunStep>>): Run {
  const { run } = newRunOf(flow);
  const steps = run.steps.map(step => ({ ...step, ...states[step.id] }));
  return { ...run, steps, lastSeq: 0 };
}

describe('What is still to happen in a run', () => {
  it('says of steps that look at others that it depends, until those are over', async () => {
    const plan = await planRest(runWith({}), flow, { stepTypes });
    expect(plan.map(({ id, decision, text }) => [id, decision, text])).toEqual([
      ['find', 'run', 'Would say find'],
      ['ask-first', 'depends', 'Would say ask'],
      ['tell', 'run', expect.stringContaining('Known only when')],
      ['after', 'depends', 'Would say after'],
      ['strange', 'run', expect.stringContaining('is not installed here')],
    ]);
  });

  it('decides by what came out, and leaves out what has begun', async () => {
    const found = { status: 'succeeded' as const, output: { count: 1 } };
    const run = runWith({ find: found });
    const plan = await planRest(run, flow, { stepTypes });
    expect(plan.map(({ id, decision, text }) => [id, decision, text])).toEqual([
      ['ask-first', 'skip', 'Not run.'],
      ['tell', 'run', 'Would say 1 found'],
      ['after', 'depends', 'Would say after'],
      ['strange', 'run', expect.stringContaining('is not installed here')],
    ]);
  });

  it('tells nothing of a run in which every step has begun', async () => {
    const begun = Object.fromEntries(
      flow.steps.map(({ id }) => [id, { status: 'running' as const }]),
    );
    expect(await planRest(runWith(begun), flow, { stepTypes })).toEqual([]);
  });
});
