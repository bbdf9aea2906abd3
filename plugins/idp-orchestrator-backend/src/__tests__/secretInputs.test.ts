import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const SECRET = 'correct horse battery';

const flow = defineFlow({
  id: 'signing-in',
  title: 'Signing in',
  risk: 'low',
  input: {
    type: 'object',
    properties: {
      user: { type: 'string' },
      password: { type: 'string', format: 'password' },
    },
  },
  steps: [
    {
      id: 'say',
      uses: 'script',
      with: { script: 'say', args: { text: '${{ input.password }}' } },
    },
  ],
});

const scripts = {
  say: {
    bash: 'echo "it is $3"; echo "said=$3" >> "$IDP_OUTPUT"',
    entry: { parameters: { text: { type: 'string' } } },
  },
};

describe('What is typed into a secret field', () => {
  let orchestrator: TestOrchestrator;

  beforeAll(async () => {
    orchestrator = await startTestOrchestrator({ flows: [flow], scripts });
  });
  afterAll(() => orchestrator.stop());

  it('reaches the script, and nobody who looks at the run', async () => {
    const { client } = orchestrator;
    const input = { user: 'anna', password: SECRET };
    const plan = await client.planRun(flow.id, { input });
    const { id } = await client.startRun(flow.id, { input });
    const feed: FeedEntry[] = [];
    for await (const entry of client.watchRun(id)) feed.push(entry);
    const run = await client.getRun(id);
    const log = await client.readLogs(id, { step: 'say' });

    expect(run).toMatchObject({
      status: 'succeeded',
      secretInput: true,
      input: { user: 'anna' },
      steps: [{ output: { said: '***' } }],
    });
    expect(run.input).not.toHaveProperty('password');
    expect(log.items.map(({ text }) => text)).toEqual(['it is ***']);
    const seen = [plan, run, feed, log, await client.listRuns()];
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(JSON.stringify(plan)).toContain('anna');
  });
});
