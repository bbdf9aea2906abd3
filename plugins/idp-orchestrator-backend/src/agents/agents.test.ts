import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  readAgentRefusal,
  type AgentRefusal,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startAgentBackend,
  type AgentBackend,
  type AgentClient,
} from './__testUtils__/agentBackend';

jest.setTimeout(120_000);

const ADA = mockCredentials.user.token('user:default/ada');
const BEN = mockCredentials.user.token('user:default/ben');
const SERVICE = mockCredentials.service.token();
const BOT = mockCredentials.service.token({
  onBehalfOf: mockCredentials.service('external:bot'),
  targetPluginId: 'idp-orchestrator',
});

const script = (id: string) => ({ uses: 'script', with: { script: id } });

const flows = (['low', 'medium', 'critical'] as const).map(risk =>
  defineFlow({
    id: `do-${risk}`,
    title: `Do something ${risk}`,
    risk,
    input: {
      type: 'object',
      additionalProperties: false,
      properties: {
        size: {
          type: 'integer',
          minimum: 1,
          maximum: 5,
          description: 'How big',
        },
        color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
      },
    },
    steps: [{ id: 'work', ...script('work') }],
    finally: [{ id: 'tidy', ...script('tidy') }],
  }),
);

describe('An agent', () => {
  let idp: AgentBackend;
  let ada: AgentClient;

  beforeAll(async () => {
    idp = await startAgentBackend({
      scripts: {
        work: { bash: 'echo working; echo "size $IDP_DRY_RUN"' },
        tidy: { bash: 'touch "$FOLDER/tidied-$IDP_RUN_ID"' },
        look: {
          bash: 'true',
          entry: {
            risk: 'high',
            actions: {
              go: { title: 'Go', risk: 'high' },
              status: { title: 'Status', readOnly: true, risk: 'low' },
            },
          },
        },
      },
      flows,
      config: {
        agents: { subjects: ['external:bot'], startsPerHour: 1_000 },
        environments: { development: {}, staging: {} },
      },
    });
    ada = await idp.connect(ADA);
  });
  afterAll(async () => {
    await ada.close();
    await idp.stop();
  });

  const follow = async (agent: AgentClient, runId: string): Promise<Run> => {
    for (;;) {
      const { ended } = await agent.call('wait-for-run', { runId });
      if (ended === 'over') break;
    }
    const run = await agent.call('get-run', { runId, verbose: true });
    return run as unknown as Run;
  };
  const until = async (runId: string, status: Run['status']) => {
    const limit = Date.now() + 30_000;
    for (;;) {
      const run = await idp.client.getRun(runId);
      if (run.status === status) return run;
      if (Date.now() > limit) throw new Error(JSON.stringify(run));
      await sleep(50);
    }
  };
  /** Reads what an agent is refused by, as far as the agent can read it. */
  const refusalOf = async (call: Promise<unknown>): Promise<AgentRefusal> => {
    const text = await call.then(
      value => `not refused: ${JSON.stringify(value)}`,
      (error: Error) => error.message,
    );
    expect(text).toMatch(/^NotAllowedError: /);
    const refusal = readAgentRefusal(JSON.parse(text.split('\n').at(-1) ?? ''));
    if (!refusal) throw new Error(text);
    return refusal;
  };

  it.each([
    ['a static token', SERVICE],
    ["a user's token", ADA],
  ])(
    'with %s sees every tool over MCP, each described in full',
    async (_, token) => {
      const agent = await idp.connect(token);
      const { tools } = await agent.mcp.listTools();
      const { body } = await idp.send('/api/idp-orchestrator/v1/tools');
      const expected = body.items as Array<{ name: string }>;
      expect(tools.map(({ name }) => name).sort()).toEqual(
        expected.map(({ name }) => `idp-orchestrator.${name}`).sort(),
      );
      expect(expected.map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'list-flows',
          'plan-flow',
          'get-run',
          'wait-for-run',
          'get-run-logs',
          'list-runs',
          'cancel-run',
          'retry-run',
          'approve-run',
          'reject-run',
          'list-environments',
          'list-services',
          'operate-services',
          'get-platform-health',
          'list-schedules',
          'propose-schedule',
          'run-script',
          'run-do-low',
        ]),
      );
      for (const tool of tools) {
        expect(tool.description?.length).toBeGreaterThan(30);
        for (const [name, field] of Object.entries(
          tool.inputSchema.properties ?? {},
        )) {
          expect({ name, field }).toHaveProperty('field.description');
        }
      }
      await agent.close();
    },
  );

  it('is told honestly what a tool does to the world', async () => {
    const { tools } = await ada.mcp.listTools();
    const hints = (name: string) =>
      tools.find(tool => tool.name === `idp-orchestrator.${name}`)?.annotations;
    expect(hints('get-run')).toMatchObject({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
    });
    expect(hints('run-do-low')).toMatchObject({
      readOnlyHint: false,
      destructiveHint: false,
    });
    expect(hints('run-do-critical')).toMatchObject({ destructiveHint: true });
    expect(hints('operate-services')).toMatchObject({ destructiveHint: true });
  });

  it("sees a flow's own input, and how it is started beside it", async () => {
    const { tools } = await ada.mcp.listTools();
    const tool = tools.find(({ name }) => name.endsWith('.run-do-low'));
    expect(tool?.inputSchema.properties).toMatchObject({
      size: {
        type: 'integer',
        minimum: 1,
        maximum: 5,
        description: 'How big',
      },
      color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
      environment: { type: 'string' },
      dryRun: { type: 'boolean' },
      conversation: { type: 'string' },
    });
  });

  it('is told every problem of its input', async () => {
    const wrong = ada.call('run-do-low', { size: 9, color: 'green', shade: 1 });
    await expect(wrong).rejects.toThrow(
      /InputError: .*input\.size.*input\.color|InputError: .*shade/s,
    );
    await expect(ada.call('get-run', { runId: 'x', all: 1 })).rejects.toThrow(
      /InputError: .*runId.*all/s,
    );
  });

  it('starts what is harmless at once, reads its log, and stays on record with user and conversation', async () => {
    const { id } = await ada.call('run-do-low', {
      size: 2,
      conversation: 'talk-1',
      reason: 'Trying',
    });
    const run = await follow(ada, String(id));
    expect(run.status).toBe('succeeded');
    expect(run.input).toEqual({ size: 2, color: 'red' });
    expect(run.initiator).toEqual({
      kind: 'agent',
      ref: 'plugin:mcp-actions',
      onBehalfOf: 'user:default/ada',
      conversation: 'talk-1',
    });
    const log = await ada.call('get-run-logs', { runId: id, step: 'work' });
    expect(log).toMatchObject({ step: 'work', total: 2 });
    const { items } = await idp.client.listAudit({ act: 'run.start' });
    expect(items[0]).toMatchObject({
      by: run.initiator,
      origin: { door: 'agent' },
    });
  });

  it('is refused a risky start that it has not tried out, with what it may do next, and may do each of it', async () => {
    const input = { size: 3, environment: 'staging' };
    const refusal = await refusalOf(ada.call('run-do-medium', input));
    expect(refusal.reason).toBe('dry-run-first');
    expect(refusal.nextActions).toEqual([
      { action: 'run-do-medium', input: { ...input, dryRun: true } },
      {
        action: 'plan-flow',
        input: {
          flow: 'do-medium',
          input: { size: 3 },
          environment: 'staging',
        },
      },
      { action: 'run-do-medium', input: { ...input, propose: true } },
    ]);
    const [dryRun] = refusal.nextActions;
    const tried = await ada.call(dryRun.action, dryRun.input);
    expect(tried.plan).toMatchObject({ flowId: 'do-medium' });
    expect((await follow(ada, String(tried.id))).status).toBe('succeeded');
    const { id } = await ada.call('run-do-medium', input);
    expect((await follow(ada, String(id))).dryRun).toBe(false);
    // Another input is another thing.
    const other = ada.call('run-do-medium', { ...input, size: 4 });
    expect((await refusalOf(other)).reason).toBe('dry-run-first');
  });

  it('may start what it had planned, and no other agent may', async () => {
    const input = { size: 5 };
    await ada.call('plan-flow', { flow: 'do-medium', input });
    const ben = await idp.connect(BEN);
    const refused = await refusalOf(ben.call('run-do-medium', input));
    expect(refused.reason).toBe('dry-run-first');
    await ben.close();
    expect(await ada.call('run-do-medium', input)).toHaveProperty('id');
  });

  it('only proposes what is too risky: nothing of it is done before a person approves', async () => {
    const input = { size: 1 };
    await ada.call('plan-flow', { flow: 'do-critical', input });
    const { id } = await ada.call('run-do-critical', input);
    const runId = String(id);
    const waiting = await until(runId, 'waiting');
    expect(waiting.waitingFor).toMatchObject({ kind: 'approval' });
    expect(waiting.steps.map(({ id: step, status }) => [step, status])).toEqual(
      [
        ['_proposal', 'waiting'],
        ['work', 'pending'],
        ['tidy', 'pending'],
      ],
    );
    const own = ada.call('approve-run', { runId, reason: 'Looks good' });
    expect((await refusalOf(own)).reason).toBe('approval-by-person');
    const byService = await idp.send(
      `/api/idp-orchestrator/v1/runs/${runId}/approve`,
      { token: SERVICE, body: { reason: 'Looks good' } },
    );
    expect(byService.status).toBe(403);
    const byPerson = await idp.send(
      `/api/idp-orchestrator/v1/runs/${runId}/approve`,
      { token: BEN, body: { reason: 'Looks good' } },
    );
    expect(byPerson.status).toBe(200);
    const run = await follow(ada, runId);
    expect(run.steps.map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
    ]);
  });

  it('is done nothing of what a person rejects, not even what is done at the end of every run', async () => {
    const { id } = await ada.call('run-do-critical', { propose: true });
    await until(String(id), 'waiting');
    await idp.client.rejectRun(String(id), { reason: 'Not today' });
    const run = await follow(ada, String(id));
    expect(run.status).toBe('failed');
    expect(run.steps.map(({ status }) => status)).toEqual([
      'failed',
      'skipped',
      'skipped',
    ]);
  });

  it('may use what only looks without trying it out, of a script too', async () => {
    const looked = await ada.call('run-script', {
      script: 'look',
      action: 'status',
    });
    expect((await follow(ada, String(looked.id))).status).toBe('succeeded');
    const go = ada.call('run-script', { script: 'look', action: 'go' });
    const { nextActions } = await refusalOf(go);
    const [{ action, input }] = nextActions;
    expect(await ada.call(action, input)).toHaveProperty('plan');
  });

  it('is not let go on with or do again what it could not start', async () => {
    const { id } = await idp.client.startRun('do-critical', {});
    await idp.finished(id);
    const again = await idp.send(`/api/idp-orchestrator/v1/runs/${id}/rerun`, {
      token: BOT,
      body: { reason: 'Once more' },
    });
    expect(again.body).toMatchObject({ error: { reason: 'dry-run-first' } });
    const retry = ada.call('retry-run', {
      runId: id,
      from: 'work',
      reason: 'Once more',
    });
    expect((await refusalOf(retry)).reason).toBe('risk-too-high');
  });

  describe('over HTTP', () => {
    const start = (token: string, headers: Record<string, string> = {}) =>
      idp.send('/api/idp-orchestrator/v1/flows/do-medium/runs', {
        token,
        headers,
        body: { input: { size: 1 }, environment: 'staging' },
      });

    it('is one when it says so, or when its token is known for it', async () => {
      for (const refused of [
        await start(ADA, { 'x-idp-agent': 'helper' }),
        await start(ADA, { 'x-idp-conversation': 'talk-2' }),
        await start(BOT),
      ]) {
        expect(refused.status).toBe(403);
        expect(readAgentRefusal(refused.body.error)?.reason).toBe(
          'dry-run-first',
        );
      }
      expect((await start(ADA)).status).toBe(201);
    });

    it("is refused by Windmill's door in the same words, with the same data", async () => {
      const rest = await start(BOT);
      const windmill = await idp.send(
        '/api/idp-orchestrator/windmill/api/w/idp/jobs/run/f/idp/do-medium?environment=staging',
        { token: BOT, body: { size: 1 } },
      );
      expect(windmill.status).toBe(403);
      const [message, json] = windmill.text.split('\n');
      expect(message).toBe((rest.body.error as Error).message);
      expect(readAgentRefusal(JSON.parse(json))).toEqual(
        readAgentRefusal(rest.body.error),
      );
    });

    it('is on record by the name that it says, for whom it acts', async () => {
      const { body } = await idp.send(
        '/api/idp-orchestrator/v1/tools/run-do-low',
        {
          token: ADA,
          headers: { 'x-idp-agent': 'helper' },
          body: { size: 1, conversation: 'talk-3' },
        },
      );
      const run = await idp.finished(String(body.id));
      expect(run.initiator).toEqual({
        kind: 'agent',
        ref: 'agent:helper',
        onBehalfOf: 'user:default/ada',
        conversation: 'talk-3',
      });
    });

    it('is refused a name that is none', async () => {
      const { status, body } = await start(ADA, {
        'x-idp-agent': 'a'.repeat(101),
      });
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        problems: [{ path: 'x-idp-agent' }],
      });
    });
  });
});
