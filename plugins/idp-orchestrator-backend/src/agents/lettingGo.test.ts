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
const CLEO = mockCredentials.user.token('user:default/cleo');
const DORA = mockCredentials.user.token('user:default/dora');
const SERVICE = mockCredentials.service.token({
  onBehalfOf: mockCredentials.service('external:pipeline'),
  targetPluginId: 'idp-orchestrator',
});
/** A plugin of Backstage that speaks for somebody, as assistants in it do. */
const ASSISTANT_FOR_BEN = `hop:${JSON.stringify({
  subject: 'plugin:assistant',
  user: 'user:default/ben',
})}`;

const ask = (count: number) => ({
  id: 'ask',
  uses: 'approval',
  with: { message: 'Go on?', count },
});
const hold = { id: 'hold', uses: 'wait', with: { for: '1h' } };
const done = { id: 'done', uses: 'wait', with: { for: '1ms' } };

const flow = (
  id: string,
  risk: 'low' | 'medium' | 'critical',
  steps: Parameters<typeof defineFlow>[0]['steps'],
) => defineFlow({ id, title: id, risk, steps });

const flows = [
  flow('do-low', 'low', [done]),
  flow('two-eyes', 'low', [ask(2), { ...done, needs: ['ask'] }]),
  flow('one-eye', 'medium', [ask(1), { ...done, needs: ['ask'] }]),
  flow('critical-eye', 'critical', [ask(1), { ...done, needs: ['ask'] }]),
  flow('long-low', 'low', [hold]),
  flow('long-medium', 'medium', [hold]),
  flow('long-critical', 'critical', [hold]),
];

interface Sending {
  token?: string;
  agent?: string;
}

function speakTo(idp: AgentBackend) {
  const act = (
    id: string,
    action: string,
    { token = ADA, agent }: Sending = {},
  ) =>
    idp.send(`/api/idp-orchestrator/v1/runs/${id}/${action}`, {
      token,
      body: { reason: 'Fine' },
      headers: agent ? { 'x-idp-agent': agent } : {},
    });
  const start = async (
    flowId: string,
    { token = ADA, agent }: Sending = {},
    body: Record<string, unknown> = {},
  ) => {
    const answer = await idp.send(
      `/api/idp-orchestrator/v1/flows/${flowId}/runs`,
      { token, body, headers: agent ? { 'x-idp-agent': agent } : {} },
    );
    if (answer.status >= 300) throw new Error(answer.text);
    return String(answer.body.id);
  };
  const until = async (id: string, status: Run['status']) => {
    const limit = Date.now() + 30_000;
    for (;;) {
      const run = await idp.client.getRun(id);
      if (run.status === status) return run;
      if (Date.now() > limit) throw new Error(JSON.stringify(run));
      await sleep(50);
    }
  };
  const offered = async (id: string, action: string, sending: Sending) => {
    const { body } = await idp.send(
      `/api/idp-orchestrator/v1/runs/${id}/actions`,
      {
        token: sending.token,
        headers: sending.agent ? { 'x-idp-agent': sending.agent } : {},
      },
    );
    return (body.items as Array<{ action: string; allowed: boolean }>).find(
      item => item.action === action,
    )?.allowed;
  };
  return { act, start, until, offered };
}

describe('A proposal', () => {
  let idp: AgentBackend;
  beforeAll(async () => {
    idp = await startAgentBackend({ scripts: {}, flows });
  });
  afterAll(() => idp.stop());

  it('is not approved by the principal that made it, with or without the header', async () => {
    const { act, start, until, offered } = speakTo(idp);
    const agent = 'a1';
    const id = await start('do-low', { agent }, { propose: true });
    await until(id, 'waiting');
    for (const sending of [{ token: ADA }, { token: ADA, agent: 'a2' }]) {
      expect(await offered(id, 'approve', sending)).toBe(false);
      const { status } = await act(id, 'approve', sending);
      expect(status).toBe(403);
    }
    const { text } = await act(id, 'approve', { token: ADA });
    expect(text).toContain('an agent of user:default/ada proposed it');
    expect((await idp.client.getRun(id)).status).toBe('waiting');
    expect(await offered(id, 'approve', { token: BEN })).toBe(true);
    expect((await act(id, 'approve', { token: BEN })).status).toBe(200);
    await until(id, 'succeeded');
  });

  it('is approved by no service, and by nobody for whom a plugin speaks', async () => {
    const { act, start, until, offered } = speakTo(idp);
    const id = await start('do-low', { token: SERVICE }, { propose: true });
    await until(id, 'waiting');
    for (const token of [SERVICE, ASSISTANT_FOR_BEN]) {
      expect(await offered(id, 'approve', { token })).toBe(false);
      expect((await act(id, 'approve', { token })).status).toBe(403);
    }
    expect((await act(id, 'approve', { token: BEN })).status).toBe(200);
  });

  it('may be rejected by whoever made it', async () => {
    const { act, start, until } = speakTo(idp);
    const id = await start('do-low', { agent: 'a1' }, { propose: true });
    await until(id, 'waiting');
    expect((await act(id, 'reject', { token: ADA })).status).toBe(200);
    await until(id, 'failed');
  });
});

describe('A proposal where app-config lets people approve their own', () => {
  let idp: AgentBackend;
  beforeAll(async () => {
    idp = await startAgentBackend({
      scripts: {},
      flows,
      config: { agents: { ownProposals: true } },
    });
  });
  afterAll(() => idp.stop());

  it('is approved by the person for whom an agent made it, and by no agent', async () => {
    const { act, start, until } = speakTo(idp);
    const id = await start('do-low', { agent: 'a1' }, { propose: true });
    await until(id, 'waiting');
    const byAgent = await act(id, 'approve', { token: ADA, agent: 'a2' });
    expect(byAgent.status).toBe(403);
    expect((await act(id, 'approve', { token: ADA })).status).toBe(200);
  });

  it('is not approved by the person who made it themselves', async () => {
    const { act, start, until } = speakTo(idp);
    const id = await start('do-low', {}, { propose: true });
    await until(id, 'waiting');
    expect((await act(id, 'approve', { token: ADA })).status).toBe(403);
  });
});

describe('An agent that lets a run go on', () => {
  let idp: AgentBackend;
  beforeAll(async () => {
    const actions = { start: { title: 'Start' }, stop: { title: 'Stop' } };
    idp = await startAgentBackend({
      scripts: {
        lamp: { bash: 'true', entry: { defaultAction: 'start', actions } },
      },
      flows,
      config: {
        services: [
          { name: 'lamp', control: { kind: 'script', script: 'lamp' } },
        ],
        agents: {
          subjects: ['external:pipeline'],
          mayApprove: true,
          startsPerHour: 4,
          environments: ['development'],
        },
      },
    });
  });
  afterAll(() => idp.stop());

  const paused = async (flowId: string, body = {}) => {
    const { act, start, until } = speakTo(idp);
    const id = await start(flowId, {}, body);
    expect((await act(id, 'pause')).status).toBe(200);
    await until(id, 'paused');
    return id;
  };
  const reasonOf = ({ body }: { body: Record<string, unknown> }) =>
    (body.error as { reason?: string }).reason;

  it('counts for an approval as the one for whom it acts, however many names it has', async () => {
    const { act, start, until } = speakTo(idp);
    const id = await start('two-eyes', { token: CLEO });
    await until(id, 'waiting');
    for (const sending of [
      { token: DORA, agent: 'a1' },
      { token: DORA, agent: 'a2' },
      { token: DORA },
    ]) {
      expect((await act(id, 'approve', sending)).status).toBe(200);
    }
    const { steps, status } = await idp.client.getRun(id);
    expect(status).toBe('waiting');
    expect(steps[0].answers).toHaveLength(1);
    expect((await act(id, 'approve', { token: BEN })).status).toBe(200);
    await until(id, 'succeeded');
  });

  it('may not approve the run of the one for whom it acts', async () => {
    const { act, start, until } = speakTo(idp);
    const id = await start('two-eyes', { token: CLEO });
    await until(id, 'waiting');
    const refused = await act(id, 'approve', { token: CLEO, agent: 'a1' });
    expect(reasonOf(refused)).toBe('approval-by-person');
    expect((await act(id, 'approve', { token: CLEO })).status).toBe(403);
  });

  it('approves nothing that it may not start, for its risk or its environment', async () => {
    const { act, start, until } = speakTo(idp);
    const critical = await start('critical-eye', { token: BEN });
    const elsewhere = await start(
      'two-eyes',
      { token: BEN },
      { environment: 'staging' },
    );
    await until(critical, 'waiting');
    await until(elsewhere, 'waiting');
    const sending = { agent: 'a1' };
    expect(reasonOf(await act(critical, 'approve', sending))).toBe(
      'risk-too-high',
    );
    expect(reasonOf(await act(elsewhere, 'approve', sending))).toBe(
      'environment-not-allowed',
    );
    expect((await act(critical, 'reject', sending)).status).toBe(200);
  });

  it('resumes nothing that it may not start', async () => {
    const { act } = speakTo(idp);
    const sending = { agent: 'a1' };
    for (const [flowId, body, reason] of [
      ['long-critical', {}, 'risk-too-high'],
      ['long-medium', {}, 'dry-run-first'],
      ['long-low', { environment: 'staging' }, 'environment-not-allowed'],
    ] as const) {
      const id = await paused(flowId, body);
      const refused = await act(id, 'resume', sending);
      expect([flowId, refused.status, reasonOf(refused)]).toEqual([
        flowId,
        403,
        reason,
      ]);
      expect((await idp.client.getRun(id)).status).toBe('paused');
      // What a person paused, a person lets go on.
      expect((await act(id, 'resume')).status).toBe(200);
    }
  });

  it('is one by its token too, which says nothing of agents', async () => {
    const { act } = speakTo(idp);
    const id = await paused('long-critical');
    const refused = await act(id, 'resume', { token: SERVICE });
    expect(reasonOf(refused)).toBe('risk-too-high');
    const retried = await act(id, 'retry', { token: SERVICE });
    expect(reasonOf(retried)).toBe('risk-too-high');
  });

  it('approves by the door of Windmill what it may approve anywhere', async () => {
    const { start, until } = speakTo(idp);
    const id = await start('critical-eye', { token: BEN });
    await until(id, 'waiting');
    const { status, text } = await idp.send(
      `/api/idp-orchestrator/windmill/api/w/idp/jobs/flow/resume/${id}`,
      { token: DORA, headers: { 'x-idp-agent': 'a1' }, body: {} },
    );
    expect([status, text]).toEqual([
      403,
      expect.stringContaining('risk-too-high'),
    ]);
    expect((await idp.client.getRun(id)).status).toBe('waiting');
  });

  it('operates services only as it may start it, a restart of its run as well', async () => {
    const { act } = speakTo(idp);
    const headers = { 'x-idp-agent': 'a3' };
    const operate = (body: Record<string, unknown>) =>
      idp.send('/api/idp-orchestrator/v1/tools/operate-services', {
        token: DORA,
        headers,
        body: { operation: 'stop', services: ['lamp'], ...body },
      });
    expect(reasonOf(await operate({}))).toBe('dry-run-first');
    const elsewhere = await operate({ environment: 'staging' });
    expect(reasonOf(elsewhere)).toBe('environment-not-allowed');
    expect((await operate({ dryRun: true })).status).toBe(200);
    const operated = await operate({});
    expect(operated.status).toBe(200);
    const id = String(operated.body.id);
    await idp.finished(id);
    const again = await act(id, 'rerun', { token: DORA, agent: 'a4' });
    expect(reasonOf(again)).toBe('dry-run-first');
  });

  it('resumes what it could start, which a start of its budget is spent on', async () => {
    const { act } = speakTo(idp);
    const sending = { token: CLEO, agent: 'a1' };
    const id = await paused('long-medium');
    const planned = await idp.send(
      '/api/idp-orchestrator/v1/flows/long-medium/runs',
      {
        token: CLEO,
        headers: { 'x-idp-agent': 'a1' },
        body: { dryRun: true },
      },
    );
    expect(planned.status).toBe(201);
    expect((await act(id, 'resume', sending)).status).toBe(200);
    const low = await paused('long-low');
    // It is not paused any more, so nothing is spent on the second try.
    expect((await act(id, 'resume', sending)).status).toBe(409);
    for (let spent = 1; spent < 4; spent++) {
      expect((await act(low, 'resume', sending)).status).toBe(200);
      expect((await act(low, 'pause')).status).toBe(200);
    }
    const other = { token: CLEO, agent: 'another-name' };
    expect(reasonOf(await act(low, 'resume', other))).toBe('too-many-starts');
  });

  it('approves from the same budget, whatever its name', async () => {
    const { act, start, until } = speakTo(idp);
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) {
      const id = await start('one-eye', { token: CLEO });
      await until(id, 'waiting');
      ids.push(id);
    }
    const sending = { token: BEN, agent: 'a1' };
    for (const id of ids.slice(0, 4)) {
      expect((await act(id, 'approve', sending)).status).toBe(200);
    }
    const other = { token: BEN, agent: 'another-name' };
    expect(reasonOf(await act(ids[4], 'approve', other))).toBe(
      'too-many-starts',
    );
    expect((await act(ids[4], 'approve', { token: BEN })).status).toBe(200);
  });
});
