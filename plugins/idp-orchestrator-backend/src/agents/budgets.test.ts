import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startAgentBackend,
  type AgentBackend,
} from './__testUtils__/agentBackend';

jest.setTimeout(120_000);

const ADA = mockCredentials.user.token('user:default/ada');
const BEN = mockCredentials.user.token('user:default/ben');

const input = {
  type: 'object' as const,
  additionalProperties: false,
  properties: { size: { type: 'integer', minimum: 1, maximum: 5 } },
};
const work = { id: 'work', uses: 'wait', with: { for: '1ms' } };

const flows = [
  defineFlow({
    id: 'do-low',
    title: 'Do something',
    risk: 'low',
    input,
    steps: [work],
  }),
  defineFlow({
    id: 'locked',
    title: 'One at a time',
    risk: 'low',
    concurrency: { key: 'the-lock' },
    steps: [work],
  }),
  defineFlow({
    id: 'four-eyes',
    title: 'Four eyes',
    risk: 'low',
    steps: [{ id: 'ask', uses: 'approval', with: { message: 'Go on?' } }],
  }),
];

describe('A budget for agents', () => {
  let idp: AgentBackend;

  beforeAll(async () => {
    idp = await startAgentBackend({
      scripts: {},
      flows,
      config: {
        agents: {
          startsPerHour: 2,
          environments: ['development'],
          mayApprove: true,
        },
      },
    });
  });
  afterAll(() => idp.stop());

  const start = (
    name: string,
    body: Record<string, unknown>,
    token: string = ADA,
  ) =>
    idp.send('/api/idp-orchestrator/v1/flows/do-low/runs', {
      token,
      body,
      headers: { 'x-idp-agent': name },
    });

  it('keeps agents out of environments that are not theirs, and lets them look', async () => {
    const staging = { environment: 'staging' };
    for (const body of [staging, { ...staging, propose: true }]) {
      const refused = await start('helper', body);
      expect(refused.body.error).toMatchObject({
        reason: 'environment-not-allowed',
      });
    }
    const looked = await start('helper', { ...staging, dryRun: true });
    expect(looked.status).toBe(201);
  });

  it('is spent by starts and by nothing else, and a new name does not fill it', async () => {
    const bad = await start('helper', { input: { size: 99 } });
    expect(bad.status).toBe(400);
    const once = { idempotencyKey: 'once' };
    expect((await start('helper', once)).status).toBe(201);
    expect((await start('helper', once)).status).toBe(200);
    expect((await start('helper', {})).status).toBe(201);
    const spent = await start('another-name', {});
    expect(spent.status).toBe(403);
    expect(spent.body.error).toMatchObject({
      reason: 'too-many-starts',
      nextActions: [{ action: 'run-do-low' }, { action: 'plan-flow' }],
    });
    expect((await start('helper', { dryRun: true })).status).toBe(201);
    // Of another user, and the user herself.
    expect((await start('helper', {}, BEN)).status).toBe(201);
    expect((await idp.client.startRun('do-low', {})).id).toBeDefined();
  });

  it('leaves a proposal to people, also where agents may approve', async () => {
    const { id } = await idp.client.startRun('do-low', { propose: true });
    await untilAsked(idp, id);
    await expect(
      idp.send(`/api/idp-orchestrator/v1/runs/${id}/approve`, {
        token: BEN,
        headers: { 'x-idp-agent': 'helper' },
        body: { reason: 'Fine' },
      }),
    ).resolves.toMatchObject({ status: 403 });
  });
});

describe('What is proposed', () => {
  let idp: AgentBackend;

  beforeAll(async () => {
    idp = await startAgentBackend({ scripts: {}, flows });
  });
  afterAll(() => idp.stop());

  const approve = (id: string, token: string) =>
    idp.send(`/api/idp-orchestrator/v1/runs/${id}/approve`, {
      token,
      body: { reason: 'Fine' },
    });

  it('keeps nobody waiting for its lock, and waits for it like others when it is approved', async () => {
    const { id } = await idp.client.startRun('locked', { propose: true });
    await untilAsked(idp, id);
    const other = await idp.client.startRun('locked', {});
    expect((await idp.finished(other.id)).status).toBe('succeeded');
    expect((await idp.client.getRun(id)).status).toBe('waiting');
    expect((await approve(id, BEN)).status).toBe(200);
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('is not approved by the person who proposed it', async () => {
    const { id } = await idp.client.startRun('do-low', { propose: true });
    await untilAsked(idp, id);
    expect((await approve(id, idp.token)).status).toBe(403);
  });

  it('does not begin when it is cancelled while it waits', async () => {
    const { id } = await idp.client.startRun('do-low', { propose: true });
    await untilAsked(idp, id);
    await idp.client.cancelRun(id, { reason: 'Not needed' });
    const run = await idp.finished(id);
    expect(run.steps.map(({ status }) => status)).not.toContain('succeeded');
  });

  it('is nobody to be asked for in a dry run', async () => {
    const { id } = await idp.client.startRun('do-low', {
      propose: true,
      dryRun: true,
    });
    const run = await idp.finished(id);
    expect(run.steps.map(step => step.id)).toEqual(['work']);
  });

  it("leaves four eyes four eyes: whoever an agent acts for cannot approve that agent's run", async () => {
    const agent = await idp.connect(ADA);
    const { id } = await agent.call('run-four-eyes');
    await untilAsked(idp, String(id));
    const { body } = await idp.send(
      `/api/idp-orchestrator/v1/runs/${id}/actions`,
      { token: BEN, headers: { 'x-idp-agent': 'helper' } },
    );
    expect(body.items).toContainEqual({
      action: 'approve',
      allowed: false,
      because: expect.stringContaining('A person has to approve this'),
    });
    expect((await approve(String(id), ADA)).status).toBe(403);
    expect((await approve(String(id), BEN)).status).toBe(200);
    await agent.close();
  });
});

async function untilAsked(idp: AgentBackend, id: string): Promise<Run> {
  const limit = Date.now() + 30_000;
  for (;;) {
    const run = await idp.client.getRun(id);
    const asks = run.steps.some(({ status }) => status === 'waiting');
    if (asks && run.status === 'waiting') return run;
    if (Date.now() > limit) throw new Error(JSON.stringify(run));
    await sleep(50);
  }
}
