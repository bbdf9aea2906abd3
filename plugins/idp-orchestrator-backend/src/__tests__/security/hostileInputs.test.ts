import { flowOf } from '../../__testUtils__/flows';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const wait = { id: 'a', uses: 'wait', with: { for: '0s' } };
const call = (flow: string) => ({ id: 'c', uses: 'flow', with: { flow } });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const anything = { type: 'object' as const };

const flows = [
  flowOf([wait], {
    id: 'a1',
    output: {
      r: "${{ ('a' + string(input.text)).matches('^(a+)+$') }}",
      s: '${{ input.list.filter(x, x in input.list.map(y, -1)).size() }}',
    },
    input: anything,
  }),
  flowOf([wait], {
    id: 'a2',
    input: {
      type: 'object',
      additionalProperties: false,
      properties: { name: { type: 'string', pattern: '^([a-z0-9]+-?)+$' } },
    },
  }),
  flowOf([call('b1')], { id: 'b1' }),
  flowOf([{ ...call('b2'), if: 'true' }], { id: 'b2' }),
  flowOf([{ ...call('a2'), forEach: { items: numbers(1_000) } }], {
    id: 'each',
  }),
];

describe('While hostile inputs are tried, the backend', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({ scripts: {}, flows });
  });
  afterAll(() => idp.stop());

  const post = async (path: string, body: string) => {
    const response = await fetch(`${idp.url}/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
      },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const plan = (flow: string, input: object) =>
    post(`/flows/${flow}/plan`, JSON.stringify({ input }));

  it('ends a run with an expression that would take for ever, naming it', async () => {
    const run = await idp.start('a1', {
      text: `${'a'.repeat(60)}b`,
      list: numbers(40_000),
    });
    expect(run.steps[0].status).toBe('succeeded');
    expect(run.status).toBe('succeeded-with-warnings');
    expect(run.warnings).toEqual([
      expect.stringMatching(
        /input\.list\.filter.*: it takes more than 200,000 steps/,
      ),
    ]);
  });

  it('refuses a text on which a pattern would backtrack for ever', async () => {
    const { status, text } = await plan('a2', {
      name: `${'a'.repeat(50_000)}!`,
    });
    expect(status).toBe(400);
    expect(text).toContain('input.name');
  });

  it('tells 50 of 1,000 wrong names, and how many more there are', async () => {
    const wrong = Object.fromEntries(numbers(1_000).map(n => [`n${n}`, 1]));
    for (const answer of [
      await plan('a2', wrong),
      await post('/flows/a2/plan', JSON.stringify(wrong)),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('and 950 more');
      expect(answer.text.length).toBeLessThan(30_000);
      expect(JSON.parse(answer.text).error.problems).toHaveLength(50);
    }
  });

  it('refuses 90,000 names, and more values than are looked at, before their schema does', async () => {
    const names = Object.fromEntries(numbers(90_000).map(n => [`n${n}`, 1]));
    for (const [input, path, expected, got] of [
      [names, 'input', 'at most 1,000 names in one object', '90,000'],
      [{ list: numbers(100_001) }, '', 'at most 100,000 values in all', 'more'],
    ] as const) {
      const { status, text } = await plan('a1', input);
      expect(status).toBe(400);
      expect(JSON.parse(text).error.problems).toEqual([
        {
          path,
          expected: expect.stringContaining(expected),
          got,
        },
      ]);
    }
  });

  it('refuses bodies that are too long or too deep', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const refused = await post('/flows/a2/plan', `{"input":{"name":${deep}}}`);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('at most 100 levels');
    const long = JSON.stringify({ input: { name: 'x'.repeat(1_100_000) } });
    expect((await post('/flows/a2/plan', long)).status).toBe(413);
  });

  it('plans what starts itself, and what starts a flow for each of 1,000', async () => {
    expect((await plan('b2', {})).status).toBe(200);
    expect((await plan('each', {})).status).toBe(200);
  });

  it('refuses a flow that starts itself each time, naming the circle', async () => {
    for (const path of ['/flows/b1/plan', '/flows/b1/runs']) {
      const { status, text } = await post(path, '{}');
      expect(status).toBe(404);
      expect(JSON.parse(text).error.message).toContain('got b1 → b1');
    }
  });

  it('ends a run that starts itself at ten runs', async () => {
    const run = await idp.start('b2');
    expect(run.status).toBe('failed');
    expect(run.error?.message).toContain('10 runs deep already');
    const { items } = await idp.client.listRuns({ flow: 'b2' });
    expect(items).toHaveLength(10);
  });
});
