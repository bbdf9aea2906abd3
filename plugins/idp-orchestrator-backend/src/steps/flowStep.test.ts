import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { EngineStepContext } from '../engine/EngineStepContext';
import { createStepContext } from './__testUtils__/stepContext';
import { createFlowStep } from './flowStep';

const at = (second: number) => new Date(second * 1_000).toISOString();

/** A run of 100 s, of which a person took 90. */
const CHILD = {
  id: 'child',
  flowTitle: 'Release',
  status: 'succeeded',
  createdAt: at(0),
  finishedAt: at(100),
  steps: [
    {
      id: 'ask',
      history: [
        {
          ...{ number: 1, status: 'succeeded', waitedMs: 90_000 },
          ...{ startedAt: at(0), finishedAt: at(90) },
        },
      ],
    },
    {
      id: 'deploy',
      history: [
        {
          ...{ number: 1, status: 'succeeded' },
          ...{ startedAt: at(90), finishedAt: at(100) },
        },
      ],
    },
  ],
} as unknown as Run;

describe('A step that uses flow', () => {
  const run = async (child: Run) => {
    const step = createFlowStep({
      start: async () => child.id,
      follow: async () => child,
      plan: async () => [],
    });
    return step.run(step.inputSchema.parse({ flow: 'release' }), {
      ...createStepContext(),
      ...{ resumed: false, secrets: [], follower: {} },
    } as unknown as EngineStepContext);
  };

  it('says how long the run that it started has waited, which is no work of its own', async () => {
    expect(await run(CHILD)).toEqual({
      status: 'succeeded',
      output: undefined,
      waitedMs: 90_000,
    });
  });

  it('says nothing of it where that has always worked', async () => {
    const [, deploy] = CHILD.steps;
    const busy = { ...CHILD, createdAt: at(90), steps: [deploy] };
    expect(await run(busy)).not.toHaveProperty('waitedMs');
  });

  it('says it too where that has failed', async () => {
    expect(await run({ ...CHILD, status: 'failed' })).toMatchObject({
      status: 'failed',
      waitedMs: 90_000,
    });
  });
});
