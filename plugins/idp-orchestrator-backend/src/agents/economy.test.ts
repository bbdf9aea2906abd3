import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { readExampleFlow } from '../__testUtils__/exampleFlows';
import type { TestScript } from '../__testUtils__/scriptsFolder';
import {
  startAgentBackend,
  type AgentBackend,
  type AgentClient,
} from './__testUtils__/agentBackend';

jest.setTimeout(180_000);

/** A bootstrap as long as a real one: two of its steps run beside each other. */
const SECONDS = { 'check-prerequisites': 2, 'health-check-platform': 3 };

const parameters = {
  environment: { type: 'string' },
  platform_name: { type: 'string' },
  without_monitoring: { type: 'boolean' },
  without_auth: { type: 'boolean' },
  without_backstage: { type: 'boolean' },
};

/** Speaks at length and in colour, and gives something out, as scripts of platforms do. */
function talk(id: string): [string, TestScript] {
  const { [id]: seconds = 6 } = SECONDS as Record<string, number>;
  const bash = `
case " $* " in *" --dry-run "*) echo '{"would": ["a", "b"]}'; exit 0 ;; esac
for n in {1..200}; do printf '\\e[32mINFO\\e[0m ${id}: line %s of a long story\\n' "$n"; done
sleep ${seconds}
echo '{"ready": true, "endpoints": {"${id}": "http://localhost:4000/${id}"}}'`;
  const entry = { json: true, supportsDryRun: true, parameters };
  return [id, { bash, entry }];
}

const SCRIPTS = [
  'check-prerequisites',
  'setup-infrastructure',
  'setup-authentication',
  'setup-platform-core',
  'setup-monitoring',
  'build-backstage',
  'health-check-platform',
];

/** Another flow of a team, beside that of the example. */
const rotate = defineFlow({
  id: 'rotate-services',
  title: 'Rotate services',
  description:
    'Restarts services one after the other, each when the one before is well.',
  risk: 'medium',
  input: {
    type: 'object',
    properties: {
      services: {
        type: 'array',
        title: 'Services',
        items: { type: 'string' },
        default: ['grafana'],
      },
      environment: { type: 'string', default: 'development' },
      dry_run: { type: 'boolean', default: false },
    },
  },
  steps: [{ id: 'wait', uses: 'wait', with: { for: '0s' } }],
});

const DOCUMENT = path.resolve(__dirname, '../../../../docs/agents.md');
const BEGIN = '<!-- Made by agents/economy.test.ts from here -->\n';
const END = '<!-- Made by agents/economy.test.ts to here -->\n';

interface CallOfTool {
  name: string;
  input: object;
  answer: Record<string, unknown>;
}

/** Writes calls as the document has them, without what is another one each time. */
function toExample(calls: CallOfTool[]): string {
  const text = calls
    .map(({ name, input, answer }) => {
      const asked = `${name} ${JSON.stringify(input)}`;
      return `${asked}\n${JSON.stringify(shorten(answer), null, 2)}`;
    })
    .join('\n\n')
    .replace(
      /[0-9a-f]{8}-[0-9a-f-]{27}/g,
      '0197b1c4-7d4e-7a51-9c1e-3f2a5d7c9b10',
    )
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-03-02T09:00:00.000Z')
    .replace(/\/[^" ]*idp-scripts-[^/]+/g, '/scripts');
  return `\n\`\`\`text\n${text}\n\`\`\`\n\n`;
}

/** Of each list the first, and no output: what a platform gives is its own. */
function shorten(value: unknown, name = ''): unknown {
  if (name === 'output') return '…';
  if (Array.isArray(value)) {
    const first = value.slice(0, 1).map(one => shorten(one));
    return value.length > 1 ? [...first, '…'] : first;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, shorten(one, key)]),
  );
}

describe('What an agent reads', () => {
  let idp: AgentBackend;
  let agent: AgentClient;
  let calls: CallOfTool[];

  beforeAll(async () => {
    idp = await startAgentBackend({
      scripts: Object.fromEntries([
        ...SCRIPTS.map(talk),
        ['fail', { bash: `printf '\\e[31mno disk\\e[0m\\n'; exit 127` }],
      ]),
      flows: [await readExampleFlow('bootstrap-platform'), rotate],
      root: { mcpActions: { namespacedToolNames: false } },
    });
    agent = await idp.connect(mockCredentials.user.token());
  });
  afterAll(async () => {
    await agent?.close();
    await idp.stop();
  });
  beforeEach(() => {
    calls = [];
  });

  async function call(name: string, input: Record<string, unknown> = {}) {
    const answer = await agent.call(name, input);
    calls.push({ name, input, answer });
    return answer as any;
  }
  const charactersOf = () =>
    calls.reduce(
      (sum, { name, input, answer }) =>
        sum + name.length + JSON.stringify([input, answer]).length,
      0,
    );

  it('to bring a platform up is at most 5 calls and 8,000 characters, and each answer says what is next', async () => {
    const { items } = await call('list-flows', { kind: 'flow' });
    expect(items.map(({ id }: { id: string }) => id)).toContain(
      'bootstrap-platform',
    );
    const plan = await call('plan-flow', {
      flow: 'bootstrap-platform',
      input: { platform_name: 'Acme' },
    });
    const [start] = plan.nextActions;
    const started = await call(start.action, start.input);
    const [wait] = started.nextActions;
    let run = await call(wait.action, wait.input);
    while (run.ended === 'limit') {
      const [again] = run.nextActions;
      run = await call(again.action, again.input);
    }
    expect(run).toMatchObject({ ended: 'over', status: 'succeeded' });
    expect(run.output).toBeDefined();
    expect(calls.length).toBeLessThanOrEqual(5);
    expect(charactersOf()).toBeLessThanOrEqual(8_000);
    // The document tells these calls; WRITE_EXAMPLE=1 writes them into it.
    const text = await readFile(DOCUMENT, 'utf8');
    const [before, rest] = text.split(BEGIN);
    const [, after] = rest.split(END);
    const wanted = [before, BEGIN, toExample(calls), END, after].join('');
    if (process.env.WRITE_EXAMPLE) await writeFile(DOCUMENT, wanted);
    expect(await readFile(DOCUMENT, 'utf8')).toBe(wanted);
  });

  it('of a script that failed is why, without colours, and what to do', async () => {
    const started = await call('run-script', { script: 'fail' });
    const [wait] = started.nextActions;
    const run = await call(wait.action, wait.input);
    const { runId } = wait.input;
    expect(run).toMatchObject({
      status: 'failed',
      failedSteps: [
        {
          id: 'fail',
          error: 'exit code 127',
          hint: expect.stringContaining('then retry the step'),
          lastLines: ['no disk'],
        },
      ],
      nextActions: [
        { action: 'get-run-logs', input: { runId, step: 'fail' } },
        { action: 'retry-run', input: { runId } },
      ],
    });
    const [logs] = run.nextActions;
    const { items } = await call(logs.action, logs.input);
    expect(items.at(-1)).toMatchObject({ text: 'no disk' });
  });

  it('of a run is what it asks for', async () => {
    const { id } = await call('run-rotate-services', { dry_run: true });
    const [inEarnest] = calls[0].answer.nextActions as any;
    expect(inEarnest).toEqual({ action: 'run-rotate-services', input: {} });
    await call('wait-for-run', { runId: id });
    const short = await call('get-run', { runId: id });
    expect(short).toMatchObject({ status: 'succeeded', dryRun: true });
    expect(short.steps).toBeUndefined();
    const some = await call('get-run', { runId: id, fields: ['steps'] });
    expect(some.steps).toHaveLength(1);
    expect(some.input).toBeUndefined();
    const all = await call('get-run', { runId: id, verbose: true });
    const { lastSeq: _, ...run } = await idp.client.getRun(id);
    expect(all).toMatchObject(run);
    await expect(
      call('get-run', { runId: id, fields: ['everything'] }),
    ).rejects.toThrow('one of steps, input, output');
  });

  it('of ten runs is at most 4,000 characters', async () => {
    for (let n = 0; n < 10; n++) {
      const { id } = await call('run-rotate-services', { dry_run: true });
      await call('wait-for-run', { runId: id });
    }
    calls = [];
    const { items } = await call('list-runs');
    expect(items).toHaveLength(10);
    expect(charactersOf()).toBeLessThanOrEqual(4_000);
  });

  it('of a wait whose time is up is how far the run is', async () => {
    const { id } = await call('run-script', { script: 'setup-monitoring' });
    const run = await call('wait-for-run', { runId: id, seconds: 1 });
    expect(run).toMatchObject({
      ended: 'limit',
      status: 'running',
      currentSteps: [{ id: 'setup-monitoring', status: 'running' }],
      nextActions: [{ action: 'wait-for-run', input: { runId: id } }],
    });
    await call('cancel-run', { runId: id, reason: 'Seen enough' });
    expect(await call('wait-for-run', { runId: id })).toMatchObject({
      ended: 'over',
      status: 'cancelled',
    });
  });

  it('of the tools is at most 12,000 characters, schemas and all', async () => {
    const { tools } = await agent.mcp.listTools();
    const described = tools.map(({ name, description, inputSchema }) => {
      // Which Backstage's server adds to each.
      const { $schema: _, ...schema } = inputSchema;
      return JSON.stringify({ name, description, inputSchema: schema });
    });
    expect(described.join('').length).toBeLessThanOrEqual(12_000);
  });
});
