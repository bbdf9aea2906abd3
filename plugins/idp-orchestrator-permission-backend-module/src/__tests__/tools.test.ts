import type { Tool } from '@idp/backstage-plugin-idp-orchestrator-common';
import { TOKENS, type CallerName } from '../__testUtils__/callers';
import {
  startBackend,
  type PolicyBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(120_000);

const CALLERS = Object.keys(TOKENS) as CallerName[];

/** How a call ends for anonymous, nobody, viewer, operator, agent, admin, service, reader; see matrix.test.ts. */
const READ = '401 403 ok ok ok ok ok ok';
const CLOSED_READ = '401 403 404 404 404 ok ok ok';
const ACT = '401 403 403 ok ok ok ok 403';
const CLOSED_ACT = '401 403 404 404 404 ok ok 403';
const CLOSED_START = '401 403 403 403 403 ok ok 403';
const OPERATORS = '401 403 403 ok 403 ok ok 403';
/** Agents approve nothing by default, whoever they act for. */
const NOBODY = '401 403 403 403 403 403 403 403';
const CLOSED_NOBODY = '401 403 404 404 404 403 403 403';

interface Line {
  tool: string;
  /** `open` and `closed` are the ids of runs. */
  input?: Record<string, unknown>;
  ends: string;
}

const reason = 'because';
const production = { environment: 'production' };
const here = { environment: 'development' };
const schedule = {
  ...{ id: 'proposed', flow: 'quiet', reason },
  ...{ cron: '0 2 * * *', timezone: 'UTC' },
};
const open = { runId: 'open' };
const closed = { runId: 'closed' };

const LINES: Line[] = [
  { tool: 'list-flows', ends: READ },
  { tool: 'plan-flow', input: { flow: 'quiet' }, ends: ACT },
  {
    tool: 'plan-flow',
    input: { flow: 'quiet', ...production },
    ends: CLOSED_START,
  },
  { tool: 'run-quiet', ends: ACT },
  { tool: 'run-quiet', input: production, ends: CLOSED_START },
  { tool: 'run-risky', input: { dryRun: true }, ends: ACT },
  { tool: 'run-risky', input: { propose: true }, ends: CLOSED_START },
  { tool: 'run-asking', input: { dryRun: true }, ends: ACT },
  { tool: 'run-quiet', input: { color: 1 }, ends: ACT },
  { tool: 'run-script', input: { script: 'hello' }, ends: ACT },
  {
    tool: 'run-script',
    input: { script: 'hello', ...production },
    ends: CLOSED_START,
  },
  { tool: 'get-run', input: open, ends: READ },
  { tool: 'get-run', input: closed, ends: CLOSED_READ },
  { tool: 'wait-for-run', input: { ...open, seconds: 1 }, ends: READ },
  {
    tool: 'wait-for-run',
    input: { ...closed, seconds: 1 },
    ends: CLOSED_READ,
  },
  { tool: 'get-run-logs', input: open, ends: READ },
  { tool: 'get-run-logs', input: closed, ends: CLOSED_READ },
  { tool: 'list-runs', ends: READ },
  { tool: 'cancel-run', input: { ...open, reason }, ends: OPERATORS },
  { tool: 'cancel-run', input: { ...closed, reason }, ends: CLOSED_ACT },
  { tool: 'retry-run', input: { ...open, reason }, ends: ACT },
  { tool: 'retry-run', input: { ...closed, reason }, ends: CLOSED_ACT },
  { tool: 'approve-run', input: { ...open, reason }, ends: NOBODY },
  { tool: 'approve-run', input: { ...closed, reason }, ends: CLOSED_NOBODY },
  { tool: 'reject-run', input: { ...open, reason }, ends: OPERATORS },
  { tool: 'reject-run', input: { ...closed, reason }, ends: CLOSED_ACT },
  { tool: 'list-environments', ends: READ },
  { tool: 'list-services', ends: READ },
  { tool: 'list-services', input: production, ends: CLOSED_READ },
  {
    tool: 'operate-services',
    input: { operation: 'restart', services: ['grafana'], dryRun: true },
    ends: ACT,
  },
  {
    tool: 'operate-services',
    input: { operation: 'restart', services: ['grafana'], ...production },
    // Whoever may is told to try it out first.
    ends: NOBODY,
  },
  { tool: 'get-platform-health', ends: READ },
  { tool: 'list-schedules', ends: READ },
  { tool: 'propose-schedule', input: { ...schedule, ...here }, ends: ACT },
  {
    tool: 'propose-schedule',
    input: { ...schedule, ...production },
    ends: CLOSED_START,
  },
  { tool: 'get-platform-health', input: production, ends: CLOSED_READ },
];

/** The same tools by both doors; by that of the actions everybody is an agent. */
const DOORS = {
  actions: {
    at: (tool: string) =>
      `/../.backstage/actions/v1/actions/idp-orchestrator:${tool}/invoke`,
    headers: undefined,
  },
  rest: {
    at: (tool: string) => `/tools/${tool}`,
    headers: { 'x-idp-agent': 'test' },
  },
};

describe.each(Object.entries(DOORS))('Every tool, by %s', (_, door) => {
  let backend: PolicyBackend;
  const runs: Record<string, string> = {};

  beforeAll(async () => {
    backend = await startBackend();
    const admin = backend.client('admin');
    for (const [name, environment] of [
      ['open', 'development'],
      ['closed', 'production'],
    ]) {
      runs[name] = (await admin.startRun('quiet', { environment })).id;
    }
  });
  afterAll(() => backend.stop());

  const send = async (caller: CallerName, { tool, input = {} }: Line) => {
    const { runId } = input;
    const response = await backend.fetch(caller, door.at(tool), {
      method: 'POST',
      headers: door.headers,
      body: JSON.stringify(
        runId === undefined ? input : { ...input, runId: runs[String(runId)] },
      ),
    });
    const { status } = response;
    await response.body?.cancel();
    if ([401, 403, 404].includes(status)) return String(status);
    return status < 500 && status !== 429 ? 'ok' : `a failure: ${status}`;
  };

  it.each(
    LINES.map(line => [
      `${line.tool} ${JSON.stringify(line.input ?? {})}`,
      line,
    ]),
  )('%s', async (__, line) => {
    const { ends: expected } = line as Line;
    const ends = [];
    for (const caller of CALLERS) ends.push(await send(caller, line as Line));
    expect(ends.join(' ')).toBe(expected);
  });

  it('has a line for each tool that there is', async () => {
    const response = await backend.fetch('admin', '/tools');
    const { items } = (await response.json()) as { items: Tool[] };
    const lines = new Set(LINES.map(({ tool }) => tool));
    expect(
      items.map(({ name }) => name).filter(name => !lines.has(name)),
    ).toEqual([]);
  });
});
