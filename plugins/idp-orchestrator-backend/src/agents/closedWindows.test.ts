import { mockCredentials } from '@backstage/backend-test-utils';
import { AGENT_HEADER } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startAgentBackend,
  type AgentBackend,
  type AgentClient,
} from './__testUtils__/agentBackend';

jest.setTimeout(120_000);

const ADA = mockCredentials.user.token('user:default/ada');
const CLOSED = '2126-01-04T06:00:00.000Z';

describe('An agent that starts something while a window refuses it', () => {
  let idp: AgentBackend;
  let agent: AgentClient;

  beforeAll(async () => {
    idp = await startAgentBackend({
      scripts: { note: { bash: 'true' } },
      flows: [
        defineFlow({
          id: 'tidy',
          title: 'Tidy',
          risk: 'low',
          input: { type: 'object', properties: { size: { type: 'number' } } },
          steps: [{ id: 'note', uses: 'script', with: { script: 'note' } }],
        }),
      ],
      config: {
        environments: { development: {} },
        windows: [
          {
            ...{ id: 'long', kind: 'freeze', starts: 'refuse' },
            ...{ from: '2026-01-01T00:00', to: '2126-01-04T06:00' },
            timezone: 'UTC',
          },
        ],
        agents: { dryRunFrom: 'never' },
      },
    });
    agent = await idp.connect(ADA);
  });
  afterAll(async () => {
    await agent.close();
    await idp.stop();
  });

  it('is told by which call it starts when that opens, which is let through', async () => {
    const next = {
      action: 'run-tidy',
      input: { size: 2, environment: 'development', startAt: CLOSED },
    };
    const { status, body } = await idp.send(
      '/api/idp-orchestrator/v1/flows/tidy/runs',
      { body: { input: { size: 2 } }, headers: { [AGENT_HEADER]: 'helper' } },
    );
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      reason: 'window-closed',
      missing: [`a window that lets it begin, the next at ${CLOSED}`],
      nextActions: [next],
    });
    await expect(agent.call('run-tidy', { size: 2 })).rejects.toThrow(
      /^ConflictError: .*\n.*"startAt":"2126-01-04T06:00:00.000Z"/,
    );
    const { id } = await agent.call(next.action, next.input);
    expect(await idp.client.getRun(String(id))).toMatchObject({
      status: 'queued',
      startAt: CLOSED,
    });
  });

  it('is told so of a script as well', async () => {
    await expect(agent.call('run-script', { script: 'note' })).rejects.toThrow(
      /"action":"run-script","input":{"script":"note".*"startAt"/,
    );
  });
});
