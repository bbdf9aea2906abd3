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
