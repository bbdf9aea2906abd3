import { LEAST_SAMPLES } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const NAMES = {
  type: 'object' as const,
  properties: { names: { type: 'array', items: { type: 'string' } } },
};
const names = '${{ input.names }}';

const flows = [
  defineFlow({
    id: 'each',
    title: 'Each',
    risk: 'low',
    input: NAMES,
    steps: [
      {
        id: 'greet',
        uses: 'script',
        forEach: { items: names },
        with: { script: 'greet', args: { name: '${{ item }}' } },
      },
      { id: 'look', uses: 'script', with: { script: 'look' } },
      {
        id: 'later',
        uses: 'script',
        forEach: { items: '${{ steps.look.output.names }}' },
        with: { script: 'greet', args: { name: '${{ item }}' } },
      },
    ],
  }),
  defineFlow({
    id: 'greet-fail',
    title: 'Greet and fail',
    risk: 'low',
    steps: [
      {
        id: 'greet',
        uses: 'script',
        retry: { attempts: 3, delay: '1s' },
        with: { script: 'greet', args: { name: 'fail' } },
      },
    ],
  }),
  defineFlow({
    id: 'above',
    title: 'Above',
    risk: 'low',
    input: NAMES,
    steps: [
      {
        id: 'below',
        title: 'Below',
        uses: 'flow',
        with: { flow: 'each', input: { names } },
      },
      {
        id: 'never',
        uses: 'script',
        if: 'size(input.names) > 1000',
        with: { script: 'look' },
      },
    ],
  }),
  defineFlow({
    id: 'top',
    title: 'Top',
    risk: 'low',
    input: NAMES,
    steps: [
      { id: 'start', uses: 'flow', with: { flow: 'above', input: { names } } },
    ],
  }),
];

describe('The plan of a run', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        greet: {
          bash: 'date +%N; [ "$3" != fail ] || exit 3; echo "hello $3"',
          entry: {
            title: 'Greet',
            supportsDryRun: true,
            parameters: { name: { type: 'string', maxLength: 20 } },
            actions: { go: { title: 'Go', parameters: ['name'] } },
          },
        },
        look: {
          bash: `echo '{"names": ["carl"]}' > "$IDP_OUTPUT"`,
          entry: {
            title: 'Look',
            actions: { go: { title: 'Go', readOnly: true } },
          },
        },
      },
      flows,
    });
  });
  afterAll(() => idp.stop());

  const plan = (flow: string, list: string[]) =>
    idp.client.planRun(flow, { input: { names: list } });

  it('tells of each item of a list in the input what it would do, with its command', async () => {
    const { steps, totals } = await plan('each', ['anna', 'ben']);
    expect(steps[0]).toMatchObject({
      decision: 'run',
      effect: 'known',
      text: 'Once for each of 2 items: Would run Greet: Go. It says what it would do.',
      totals: { steps: 2, commands: 2, changes: 2, unchanged: 0 },
    });
    expect(steps[0].parts).toEqual(
      ['anna', 'ben'].map((name, index) => ({
        title: `${index + 1}: ${name}`,
        decision: 'run',
        effect: 'known',
        text: 'Would run Greet: Go. It says what it would do.',
        command: [expect.stringContaining('greet.sh'), 'go', '--name', name],
      })),
    );
    expect(totals).toEqual({
      steps: 4,
      commands: 3,
      changes: 3,
      unchanged: 1,
      failures: 0,
    });
  });

  it('says of what cannot be done why, counts it, and fails a dry run by it', async () => {
    const { steps, totals, digest } = await plan('each', ['anna', 'fail']);
    expect(steps[0].failure).toBe('Its dry run failed: exit code 3');
    expect(steps[0].parts?.map(({ failure }) => failure)).toEqual([
      undefined,
      steps[0].failure,
    ]);
    expect(totals).toMatchObject({ steps: 4, changes: 2, failures: 1 });
    // What it printed (the time) makes no other plan of it.
    expect((await plan('each', ['anna', 'fail'])).digest).toBe(digest);
    const { id } = await idp.client.startRun('greet-fail', { dryRun: true });
    const run = await idp.finished(id);
    expect(run.status).toBe('failed');
    expect(run.steps[0].error?.message).toBe(steps[0].failure);
    expect(run.steps[0].attempts).toBe(1);
  });

  it('says of a step that is read-only that it reads only', async () => {
    const { steps } = await plan('each', []);
    expect(steps[1]).toMatchObject({
      effect: 'none',
      text: 'Would run Look: Go, which reads only.',
      command: [expect.stringContaining('look.sh'), 'go'],
    });
  });

  it('says that nothing is done where there is no item, and of items to come that they are not known', async () => {
    const { steps } = await plan('each', []);
    expect(steps[0]).toMatchObject({
      effect: 'none',
      text: 'There is no item: nothing would be done.',
    });
    expect(steps[2]).toMatchObject({
      effect: 'unknown',
      text: expect.stringContaining('Known only when'),
    });
    expect(steps[2].parts).toBeUndefined();
  });

  it('tells the first of many items, asks none of them, and counts all', async () => {
    const many = Array.from({ length: 300 }, (_, n) => `name ${n}`);
    const { steps, totals } = await plan('each', many);
    expect(steps[0].parts).toHaveLength(20);
    expect(steps[0].text).toBe(
      'Once for each of 300 items, the first 20 told: Would run Greet: Go.',
    );
    expect(totals).toMatchObject({
      steps: 302,
      commands: 301,
      changes: 301,
      unchanged: 1,
    });
  });

  it('names the item that could not be started', async () => {
    await expect(plan('each', ['anna', 'b'.repeat(30)])).rejects.toMatchObject({
      cause: {
        message: expect.stringMatching(
          /steps\.greet.*Item 2 \(b{30}\) of greet/,
        ),
      },
    });
  });

  it('refuses a list that is too long for a step before anything is begun', async () => {
    const many = Array.from({ length: 1_001 }, () => 'x');
    await expect(plan('each', many)).rejects.toMatchObject({
      cause: {
        message: expect.stringContaining(
          'forEach.items: expected a list of at most 1000 items, got 1001 items',
        ),
      },
    });
  });

  it('tells what the flows below would do, and counts it', async () => {
    const { steps, totals } = await plan('top', ['anna', 'ben']);
    expect(steps[0]).toMatchObject({
      effect: 'unknown',
      text: 'Would run the flow above in development: Below.',
    });
    expect(steps[0].parts?.map(({ title }) => title)).toEqual([
      'Below',
      'Below › greet',
      'Below › greet › 1: anna',
      'Below › greet › 2: ben',
      'Below › look',
      'Below › later',
    ]);
    expect(steps[0].parts?.[3].command?.slice(1)).toEqual([
      'go',
      '--name',
      'ben',
    ]);
    expect(totals).toMatchObject({ steps: 4, commands: 3, failures: 0 });
  });

  it('tells how long such runs took, once there were enough to say what is usual', async () => {
    expect((await plan('each', [])).totals.usualMs).toBeUndefined();
    const runOnce = async () => {
      const { id } = await idp.client.startRun('above', {
        input: { names: [] },
      });
      await idp.finished(id);
    };
    for (let run = 1; run < LEAST_SAMPLES; run++) await runOnce();
    await idp.client.getStats({});
    expect((await plan('above', [])).totals.usualMs).toBeUndefined();
    await runOnce();
    await idp.client.getStats({});
    const { totals } = await plan('above', []);
    expect(totals.usualMs).toBeGreaterThan(0);
    const dry = await idp.client.startRun('above', {
      input: { names: [] },
      dryRun: true,
    });
    expect(dry.plan?.totals).toEqual(totals);
  });
});
