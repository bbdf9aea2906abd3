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

describe('A schedule that an agent proposes', () => {
  let idp: AgentBackend;
  let agent: AgentClient;

  beforeAll(async () => {
    idp = await startAgentBackend({
      scripts: {},
      flows: [
        defineFlow({
          id: 'tidy',
          title: 'Tidy',
          risk: 'high',
          owner: 'group:default/platform',
          steps: [{ id: 'wait', uses: 'wait', with: { for: '0s' } }],
        }),
      ],
      config: {
        environments: { development: {}, production: {} },
        agents: { environments: ['development'], startsPerHour: 2 },
      },
    });
    agent = await idp.connect(ADA);
  });
  afterAll(async () => {
    await agent.close();
    await idp.stop();
  });

  const proposal = (id: string, more: object = {}) => ({
    ...{ id, flow: 'tidy', environment: 'development' },
    ...{ cron: '0 2 * * *', timezone: 'Europe/Berlin' },
    reason: 'It fills up',
    ...more,
  });

  it('starts nothing until a person lets it', async () => {
    const made = await agent.call('propose-schedule', proposal('nightly'));
    expect(made).toMatchObject({
      id: 'nightly',
      state: 'needs-consent',
      nextDueAt: expect.stringMatching(/T0[01]:00/),
    });
    const { schedule } = await idp.client.getSchedule('nightly');
    expect(schedule).toMatchObject({
      state: 'needs-consent',
      stateReason: 'It fills up',
      stateBy: { kind: 'agent', onBehalfOf: 'user:default/ada' },
    });
    expect(schedule).not.toHaveProperty('consentedBy');
    expect(await agent.call('list-schedules')).toMatchObject({
      items: [{ id: 'nightly', state: 'needs-consent', why: 'It fills up' }],
    });
    await idp.client.resumeSchedule('nightly', { missed: 'skip' });
    expect((await idp.client.getSchedule('nightly')).schedule).toMatchObject({
      state: 'active',
      consentedBy: 'user:default/mock',
    });
  });

  it('is held to the rules of agents: environments and budget', async () => {
    const production = { environment: 'production' };
    await expect(
      agent.call('propose-schedule', proposal('elsewhere', production)),
    ).rejects.toThrow(/production/);
    await agent.call('propose-schedule', proposal('second'));
    await expect(
      agent.call('propose-schedule', proposal('third')),
    ).rejects.toThrow(/2/);
    const { items } = await idp.client.listSchedules({});
    expect(items.map(({ id }) => id)).toEqual(['nightly', 'second']);
  });

  it('is changed, resumed and triggered by no agent', async () => {
    const { schedule } = await idp.client.getSchedule('second');
    const { revision, id, flow, environment, cron, timezone } = schedule;
    const definition = { id, flow, environment, cron, timezone };
    for (const [act, body] of [
      ['', { definition, revision }],
      ['/resume', { missed: 'skip' }],
      ['/trigger', {}],
      ['/remove', { revision }],
    ] as const) {
      const { status, body: refusal } = await idp.send(
        `/api/idp-orchestrator/v1/schedules/second${act}`,
        { body, headers: { [AGENT_HEADER]: 'helper' } },
      );
      expect(status).toBe(403);
      expect(refusal).toMatchObject({
        error: { reason: 'schedule-by-person' },
      });
    }
  });
});
