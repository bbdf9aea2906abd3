import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const say = (id: string, text: string) => ({
  id,
  uses: 'script',
  with: { script: 'say', args: { text } },
});

const password = { type: 'string', format: 'password' };

const ACCOUNTS = {
  type: 'object' as const,
  properties: {
    accounts: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, pin: password },
      },
    },
  },
};

const LATER =
  "${{ steps.begin.status == 'succeeded' ? input.accounts : input.accounts }}";
const LATER_PINS =
  "${{ (steps.begin.status == 'succeeded' ? input.accounts : input.accounts).map(one, one.pin) }}";

const SOURCES: FlowSource[] = [
  {
    id: 'login',
    title: 'Login',
    risk: 'low',
    steps: [
      { id: 'login', uses: 'script', with: { script: 'login' } },
      say('greet', 'hello ${{ steps.login.output.user }}'),
      say('use', '${{ steps.login.output.token }}'),
    ],
  },
  {
    id: 'half',
    title: 'Half',
    risk: 'low',
    steps: [{ id: 'login', uses: 'script', with: { script: 'login' } }],
    output: {
      user: '${{ steps.login.output.user }}',
      second: '${{ steps.login.output.items[1].name }}',
    },
  },
  {
    id: 'parent',
    title: 'Parent',
    risk: 'low',
    steps: [
      { id: 'below', uses: 'flow', with: { flow: 'half' } },
      say('first', '${{ steps.below.output.user }}'),
      say('second', '${{ steps.below.output.second }}'),
    ],
  },
  {
    id: 'reported',
    title: 'Reported',
    risk: 'low',
    steps: [{ id: 'login', uses: 'script', with: { script: 'login' } }],
    output: {
      steps: '${{ report.results.steps }}',
      told: 'It was ${{ report.results.status }}',
      token: "${{ 'token ' + report.results.steps[0].output.token }}",
    },
  },
  {
    id: 'above',
    title: 'Above',
    risk: 'low',
    steps: [
      { id: 'below', uses: 'flow', with: { flow: 'reported' } },
      say('told', '${{ steps.below.output.told }}'),
      say('token', '${{ steps.below.output.token }}'),
    ],
  },
  {
    id: 'words',
    title: 'Words',
    risk: 'low',
    steps: [{ id: 'tell', uses: 'script', with: { script: 'words' } }],
  },
  {
    id: 'each',
    title: 'Each',
    risk: 'low',
    input: ACCOUNTS,
    // No plan can look at items that depend on another step.
    steps: [
      say('begin', 'begun'),
      {
        ...say('name', '${{ item.name }} ${{ index }}'),
        forEach: { items: LATER },
      },
      {
        ...say('place', 'at ${{ index }}'),
        forEach: { items: LATER_PINS },
      },
      {
        ...say('pin', '${{ item.pin }}'),
        forEach: { items: LATER },
        onFailure: 'continue',
      },
      { ...say('whole', '${{ item }}'), forEach: { items: LATER_PINS } },
    ],
  },
  {
    id: 'planned',
    title: 'Planned',
    risk: 'low',
    input: ACCOUNTS,
    steps: [
      {
        ...say('pin', '${{ item.pin }}'),
        forEach: { items: '${{ input.accounts }}' },
      },
    ],
  },
  {
    id: 'waits',
    title: 'Waits',
    risk: 'low',
    input: { type: 'object', properties: { password } },
    steps: [
      { id: 'wait', uses: 'wait', with: { for: '${{ input.password }}' } },
    ],
  },
  {
    id: 'asked',
    title: 'Asked',
    risk: 'low',
    input: ACCOUNTS,
    steps: [
      { id: 'wait', uses: 'wait', with: { for: '1h' } },
      {
        ...say('name', '${{ item.name }}'),
        forEach: { items: '${{ input.accounts }}' },
      },
    ],
  },
  {
    id: 'named',
    title: 'Named',
    risk: 'low',
    input: ACCOUNTS,
    steps: [
      {
        ...say('name', '${{ item.name }}'),
        forEach: { items: '${{ input.accounts }}' },
      },
    ],
  },
  {
    id: 'typing',
    title: 'Typing',
    risk: 'low',
    input: { type: 'object', properties: { password } },
    steps: [
      {
        id: 'take',
        uses: 'script',
        with: { script: 'take', args: { password: '${{ input.password }}' } },
      },
    ],
  },
];

const scripts = {
  login: {
    bash: `
t=tok$RANDOM$RANDOM$RANDOM
echo "::add-mask::$t"
echo "token=$t" >> "$IDP_OUTPUT"
echo "user=bob" >> "$IDP_OUTPUT"`,
    entry: {},
  },
  words: {
    bash: `
echo "::add-mask::hush-hush"
echo "::warning::it is hush-hush"
echo "::warning::it is hush-hush again"
echo "# hush-hush" > "$IDP_SUMMARY"`,
    entry: {},
  },
  say: {
    bash: 'echo "$@"',
    entry: { parameters: { text: { type: 'string' } } },
  },
  take: {
    bash: 'echo "${#IDP_SECRET_PASSWORD} $IDP_SECRET_PASSWORD"',
    entry: { parameters: { password } },
  },
};

describe('An output in which something was masked', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      flows: SOURCES.map(defineFlow),
      scripts,
    });
  });
  afterAll(() => idp.stop());

  it('is told at its step, and fails whoever reads what was masked', async () => {
    const run = await idp.start('login');
    expect(run).toMatchObject({
      status: 'failed',
      steps: [
        {
          id: 'login',
          status: 'succeeded',
          output: { token: '***', user: 'bob' },
          outputGaps: [{ path: ['token'] }],
          annotations: [
            {
              level: 'warning',
              text: expect.stringContaining('Masked in the output: token'),
            },
          ],
        },
        { id: 'greet', status: 'succeeded' },
        {
          id: 'use',
          status: 'failed',
          error: {
            message: expect.stringContaining(
              'steps.login.output.token cannot be read: it held a secret',
            ),
          },
        },
      ],
    });
  });

  it('is marked where a flow hands on its report, and fails whoever reads it there', async () => {
    const run = await idp.start('reported');
    expect(run).toMatchObject({
      status: 'succeeded',
      output: { told: 'It was completed', token: 'token ***' },
      outputGaps: [
        { path: ['steps', 0, 'output', 'token'] },
        {
          path: ['token'],
          because: expect.stringContaining('it held a secret'),
        },
      ],
    });
    const { steps } = await idp.start('above');
    expect(steps).toMatchObject([
      { id: 'below' },
      { id: 'told', status: 'succeeded' },
      {
        id: 'token',
        status: 'failed',
        error: {
          message: expect.stringContaining(
            'steps.below.output.token cannot be read: it held a secret',
          ),
        },
      },
    ]);
  });

  const accounts = ['one', 'two'].map(name => ({
    name,
    pin: `pin-of-${name}`,
  }));

  it('is in no plan of items, and in no word of why one cannot be started', async () => {
    const refused = await idp.start('planned', { accounts }).catch(String);
    expect(refused).toContain('Item 1 (***) of pin');
    const plan = await idp.client.planRun('named', { input: { accounts } });
    expect(plan.steps[0].parts?.[1].title).toBe('2: ***');
    expect(plan.steps[0].parts?.[1].command?.at(-1)).toBe('two');
    const misread = await Promise.all(
      ['pin-of-a-wait', 'pin-of-a-wait\n'.repeat(200)].map(typed =>
        idp.start('waits', { password: typed }).catch(String),
      ),
    );
    expect(misread[0]).toMatch(/steps.wait.* a duration.*\*\*\*/);
    expect(misread[1]).toMatch(/steps.wait/);
    const record = await idp.knex('audit_entries').select('result');
    for (const told of [refused, plan, misread, record]) {
      expect(JSON.stringify(told)).not.toContain('pin-of');
    }
  });

  it('is not in what remains to be done, though it is longer than what is shown of an item', async () => {
    const pin = 'pin-of-one '.repeat(50);
    const input = { accounts: [{ name: 'one', pin }] };
    const { id } = await idp.client.startRun('asked', { input });
    const { items } = await idp.client.getRemainingPlan(id);
    await idp.client.cancelRun(id, { reason: 'looked at' });
    expect(items.at(-1)?.parts?.[0].title).toBe('1: ***');
    expect(JSON.stringify(items)).not.toContain('pin-of');
  });

  it('fails whoever reads an item that was masked, and nobody else', async () => {
    const run = await idp.start('each', { accounts });
    expect(JSON.stringify(run)).not.toContain('pin-of');
    const ended = (id: string) => run.steps.find(step => step.id === id);
    for (const id of ['name', 'name.0', 'place', 'place.1']) {
      expect(ended(id)).toMatchObject({ id, status: 'succeeded' });
    }
    const failed = (reason: string) => ({
      status: 'failed',
      error: { message: expect.stringContaining(reason) },
    });
    expect(ended('pin.0')).toMatchObject(
      failed('item.pin cannot be read: it held a secret'),
    );
    expect(ended('whole.1')).toMatchObject(
      failed('item cannot be read: it held a secret'),
    );
  });

  it('is told of summaries and warnings as well', async () => {
    const { steps } = await idp.start('words');
    expect(steps[0]).toMatchObject({
      summary: '# ***\n',
      annotations: [
        { text: 'it is ***' },
        { text: 'What it warned of held a secret, which is shown as ***' },
        { text: 'it is *** again' },
        { text: 'The summary held a secret, which is shown as ***' },
      ],
    });
  });

  it('that cannot be evaluated is a warning of its run, and no value for a parent', async () => {
    const half = await idp.start('half');
    expect(half).toMatchObject({
      status: 'succeeded-with-warnings',
      warnings: [expect.stringContaining('The output second of flow half')],
      output: { user: 'bob' },
    });
    const parent = await idp.start('parent');
    expect(parent).toMatchObject({
      steps: [
        { id: 'below', status: 'warning' },
        { id: 'first', status: 'succeeded' },
        {
          id: 'second',
          status: 'failed',
          error: {
            message: expect.stringContaining(
              'steps.below.output.second cannot be read',
            ),
          },
        },
      ],
    });
  });

  it('hides a typed secret of 32,000 characters', async () => {
    const run = await idp.start('typing', { password: 'x'.repeat(32_000) });
    expect(run.status).toBe('succeeded');
    const log = await idp.client.readLogs(run.id, { step: 'take' });
    expect(log.items.map(({ text }) => text)).toEqual(['32000 ***']);
  });

  it.each([
    ['that no process takes', 'y'.repeat(200_000)],
    ['that is no text', [{ of: 'y'.repeat(32_000) }]],
  ])('refuses a typed secret %s without repeating it', async (_, typed) => {
    const error = await idp.client
      .startRun('typing', { input: { password: typed } })
      .then(
        () => undefined,
        thrown => thrown,
      );
    expect(error).toMatchObject({ statusCode: 400 });
    expect(JSON.stringify(error.body)).toContain('password');
    expect(JSON.stringify(error.body)).not.toContain('yyyy');
  });
});
