import fs from 'node:fs';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { readExampleFlow } from '../__testUtils__/exampleFlows';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const BOOTSTRAP_SCRIPTS = [
  'check-prerequisites',
  'setup-infrastructure',
  'setup-authentication',
  'setup-platform-core',
  'setup-monitoring',
  'build-backstage',
  'health-check-platform',
];

const parameters = {
  environment: { type: 'string' },
  platform_name: { type: 'string' },
  without_monitoring: { type: 'boolean' },
  without_auth: { type: 'boolean' },
  without_backstage: { type: 'boolean' },
};

/** Does what a file named after it in the test's folder says, and notes that it ran. */
const obedient = (id: string) => ({
  bash: `
echo "${id}" >> "$FOLDER/ran"
echo "hello from ${id}"
if [ -f "$FOLDER/fail-${id}" ]; then
  echo "it is broken" >&2
  exit "$(cat "$FOLDER/fail-${id}")"
fi
echo '{"ready": true, "urls": {"grafana": "http://localhost:1"}}'`,
  entry: {
    json: true,
    parameters,
    exitCodes: { 2: { outcome: 'warning', meaning: 'with warnings' } },
  },
});

const scripts = {
  ...Object.fromEntries(BOOTSTRAP_SCRIPTS.map(id => [id, obedient(id)])),
  echo: {
    bash: 'shift; for a in "$@"; do printf "[%s]\\n" "$a"; done; printf "%s" "$2" > "$FOLDER/text"',
    entry: { parameters: { text: { type: 'string' } } },
  },
  slow: {
    bash: 'trap "" TERM; (trap "" TERM; sleep 300) & sleep 300',
    entry: {},
  },
};

describe('The orchestrator, over HTTP', () => {
  let idp: TestOrchestrator;
  let folder: string;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts,
      flows: [await readExampleFlow('bootstrap-platform')],
      config: { engine: { graceSeconds: 0.2 } },
    });
    folder = idp.folder;
  });
  afterAll(() => idp.stop());

  const post = async (path: string, body: unknown, token = idp.token) => {
    const response = await fetch(`${idp.url}/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const countRuns = async () =>
    (await idp.client.listRuns({ limit: 200 })).items.length;

  describe('bootstraps a platform', () => {
    afterEach(() => {
      for (const id of BOOTSTRAP_SCRIPTS) {
        fs.rmSync(`${folder}/fail-${id}`, { force: true });
      }
    });

    it('in seven steps, and gives the output that callers know', async () => {
      const run = await idp.start('bootstrap-platform', {
        platform_name: 'My platform',
      });
      expect(run.status).toBe('succeeded');
      expect(run.output).toMatchObject({
        success: true,
        platform_ready: true,
        platform_urls: { grafana: 'http://localhost:1' },
        failed_steps: [],
        warnings: [],
        summary: expect.stringContaining('succeeded'),
        results: {
          job_id: run.id,
          platform_name: 'My platform',
          environment: 'development',
          status: 'completed',
          urls: { grafana: 'http://localhost:1' },
        },
      });
      const { steps } = run.output?.results as { steps: object[] };
      expect(steps).toHaveLength(7);
      expect(steps[0]).toEqual({
        name: 'prerequisites',
        status: 'completed',
        output: expect.anything(),
        timestamp: expect.any(String),
        duration_ms: expect.any(Number),
        attempts: 1,
      });
    });

    it('is listed in short: a page of fifty such runs has less than 30 KB', async () => {
      const { id } = await idp.start('bootstrap-platform');
      const { items } = await idp.client.listRuns({
        flow: 'bootstrap-platform',
        limit: 1,
      });
      expect(items).toEqual([
        expect.objectContaining({ id, stepCounts: { succeeded: 7 } }),
      ]);
      const ofOne = JSON.stringify(items[0]).length;
      expect(50 * ofOne).toBeLessThan(30_000);
      const whole = JSON.stringify(await idp.client.getRun(id)).length;
      expect(whole).toBeGreaterThan(5 * ofOne);
    });

    it('stops at a failing infrastructure, and says exit code, stderr and duration', async () => {
      fs.writeFileSync(`${folder}/fail-setup-infrastructure`, '7');
      const run = await idp.start('bootstrap-platform');
      expect(run.status).toBe('failed');
      expect(run.steps.map(({ status }) => status)).toEqual([
        'succeeded',
        'failed',
        ...Array(5).fill('skipped'),
      ]);
      expect(run.error).toMatchObject({
        step: 'infrastructure',
        exitCode: 7,
        stderrTail: ['it is broken'],
        durationMs: expect.any(Number),
      });
      expect(run.output).toMatchObject({
        success: false,
        platform_ready: false,
        failed_steps: ['infrastructure'],
        results: { status: 'failed', error: expect.any(String) },
      });
    });

    it('goes on after failing monitoring, and ends failed', async () => {
      fs.writeFileSync(`${folder}/fail-setup-monitoring`, '1');
      const run = await idp.start('bootstrap-platform');
      expect(run.status).toBe('failed');
      expect(run.steps.at(-1)).toMatchObject({
        id: 'health-check',
        status: 'succeeded',
      });
      expect(run.output).toMatchObject({ failed_steps: ['monitoring'] });
    });

    it('ends with warnings when only the health check warns', async () => {
      fs.writeFileSync(`${folder}/fail-health-check-platform`, '2');
      const run = await idp.start('bootstrap-platform');
      expect(run.status).toBe('succeeded-with-warnings');
      expect(run.output).toMatchObject({
        success: true,
        results: { status: 'completed_with_warnings' },
        warnings: [expect.stringContaining('Health check')],
      });
    });

    it('leaves out what is not wanted', async () => {
      const run = await idp.start('bootstrap-platform', {
        enable_auth: false,
        enable_monitoring: false,
        skip_backstage: true,
      });
      expect(run.status).toBe('succeeded');
      expect(
        run.steps.filter(({ status }) => status === 'skipped').map(s => s.id),
      ).toEqual(['authentication', 'monitoring', 'backstage']);
    });

    it('in a dry run starts nothing, and gives the plan', async () => {
      fs.rmSync(`${folder}/ran`);
      const { status, body } = await post('/flows/bootstrap-platform/runs', {
        input: { dry_run: true, enable_auth: false },
      });
      expect(status).toBe(201);
      expect(body.plan.steps).toHaveLength(7);
      expect(body.plan.steps[1]).toMatchObject({
        decision: 'run',
        effect: 'unknown',
        command: expect.arrayContaining([
          expect.stringMatching(/setup-infrastructure\.sh$/),
        ]),
      });
      expect(body.plan.steps[2]).toMatchObject({ decision: 'skip' });
      const run = await idp.finished(body.id);
      expect(run).toMatchObject({ status: 'succeeded', dryRun: true });
      expect(fs.existsSync(`${folder}/ran`)).toBe(false);
    });
  });

  describe('hands arguments to scripts', () => {
    it.each([
      ['a quote', 'a"b'],
      ['a command', '$(touch pwned)'],
      ['more commands', '; rm -rf /nothing; `id`'],
      ['lines', 'one\ntwo'],
      ['a flag', '--flag'],
      ['100 KB', 'x'.repeat(100_000)],
    ])('%s, as one argument', async (_, text) => {
      const run = await idp.start('echo', { text });
      expect(run.status).toBe('succeeded');
      expect(fs.readFileSync(`${folder}/text`, 'utf8')).toBe(text);
    });

    it('but not with a NUL, which no argument can hold', async () => {
      const before = await countRuns();
      const { status, body } = await post('/flows/echo/runs', {
        input: { text: 'a\0b' },
      });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/NUL/);
      expect(await countRuns()).toBe(before);
    });
  });

  describe('refuses', () => {
    it('bad input with every problem, and makes no run', async () => {
      const before = await countRuns();
      const { status, body } = await post('/flows/bootstrap-platform/runs', {
        input: { environment: 'moon', enable_auth: 'yes', colour: 'red' },
      });
      expect(status).toBe(400);
      expect(body.error.problems).toEqual(
        expect.arrayContaining([
          {
            path: 'input.environment',
            expected: 'one of development, staging, production',
            got: '"moon"',
          },
          {
            path: 'input.enable_auth',
            expected: 'a value of type boolean',
            got: '"yes"',
          },
          expect.objectContaining({ path: 'input.colour' }),
        ]),
      );
      expect(await countRuns()).toBe(before);
    });

    it('an unknown environment, naming those that there are', async () => {
      const { status, body } = await post('/flows/echo/runs', {
        environment: 'moon',
      });
      expect(status).toBe(400);
      expect(body.error.problems).toEqual([
        {
          path: 'environment',
          expected: 'one of development, staging',
          got: '"moon"',
        },
      ]);
    });

    it('an unknown flow, naming near ones', async () => {
      const { status, body } = await post('/flows/bootstrap/runs', {});
      expect(status).toBe(404);
      expect(body.error.message).toContain('Did you mean bootstrap-platform?');
    });

    it.each([
      ['a body that is no object', []],
      ['a field that it does not know', { inputs: {} }],
      ['an input that is no object', { input: 'x' }],
      ['an empty idempotency key', { idempotencyKey: '' }],
    ])('%s', async (_, body) => {
      expect((await post('/flows/echo/runs', body)).status).toBe(400);
    });

    it.each([
      ['application/json', 'nonsense', 'expected JSON'],
      [
        'application/x-www-form-urlencoded',
        '{"input":{"dry_run":true}}',
        'Content-Type: application/json',
      ],
    ])('a body of type %s that is no JSON', async (type, body, message) => {
      const before = await countRuns();
      const response = await fetch(`${idp.url}/v1/flows/echo/runs`, {
        method: 'POST',
        headers: {
          'Content-Type': type,
          Authorization: `Bearer ${idp.token}`,
        },
        body,
      });
      expect(response.status).toBe(400);
      expect((await response.json()).error.message).toContain(message);
      expect(await countRuns()).toBe(before);
    });

    it.each(['/runs/%00', '/runs?flow=a%00', '/audit?subject=%00'])(
      'an address with a NUL, which no database takes: %s',
      async path => {
        const headers = { authorization: `Bearer ${idp.token}` };
        const response = await fetch(`${idp.url}/v1${path}`, { headers });
        expect(response.status).toBe(400);
        expect((await response.json()).error.message).toContain('NUL');
      },
    );

    it('who did not sign in', async () => {
      const { status } = await post(
        '/flows/echo/runs',
        {},
        mockCredentials.none.header().replace('Bearer ', ''),
      );
      expect(status).toBe(401);
    });

    it.each(['approved', 'rejected'])(
      'to have what is over %s, in plain words',
      async done => {
        const run = await idp.start('echo', { text: 'x' });
        const action = done === 'approved' ? 'approve' : 'reject';
        const { status, body } = await post(`/runs/${run.id}/${action}`, {
          reason: 'late',
        });
        expect(status).toBe(409);
        expect(body.error.message).toContain(`cannot be ${done}: it is`);
      },
    );

    it('to cancel what is over, saying how it is', async () => {
      const run = await idp.start('echo', { text: 'x' });
      const { status, body } = await post(`/runs/${run.id}/cancel`, {
        reason: 'late',
      });
      expect(status).toBe(409);
      expect(body.error.message).toContain('it is succeeded since');
    });
  });

  it('starts once for one idempotency key', async () => {
    const request = { input: { text: 'x' }, idempotencyKey: 'once' };
    const starts = await Promise.all(
      Array.from({ length: 5 }, () => post('/flows/echo/runs', request)),
    );
    expect(new Set(starts.map(({ body }) => body.id)).size).toBe(1);
    expect(starts.map(({ status }) => status).sort()).toEqual([
      200, 200, 200, 200, 201,
    ]);
  });

  it('runs a script as a task, and names what it does not know', async () => {
    const { id } = await idp.client.startTask({
      script: 'echo',
      action: 'go',
      args: { text: 'task' },
    });
    expect((await idp.finished(id)).status).toBe('succeeded');
    const bad = await post('/tasks', { script: 'echo', action: 'dance' });
    expect(bad.status).toBe(400);
    expect(bad.body.error.problems).toEqual([
      { path: 'input.action', expected: 'one of go', got: '"dance"' },
    ]);
  });

  it('cancels a script that ignores TERM, with all that it started', async () => {
    const { id } = await idp.client.startRun('slow', {});
    for await (const entry of idp.client.watchRun(id)) {
      if (entry.kind === 'event' && entry.event.type === 'step.started') break;
    }
    await new Promise(resolve => setTimeout(resolve, 300));
    await idp.client.cancelRun(id, { reason: 'wrong cluster' });
    const run = await idp.finished(id);
    expect(run).toMatchObject({
      status: 'cancelled',
      cancellation: {
        reason: 'wrong cluster',
        by: { kind: 'user', ref: 'user:default/mock' },
      },
      steps: [{ status: 'cancelled' }],
    });
    const left = fs
      .readdirSync('/proc')
      .filter(pid => /^\d+$/.test(pid))
      .filter(pid => {
        try {
          return fs.readFileSync(`/proc/${pid}/environ`).includes(run.id);
        } catch {
          return false;
        }
      });
    expect(left).toEqual([]);
  });

  it('streams a run, and goes on after any number', async () => {
    const run = await idp.start('echo', { text: 'stream me' });
    const all: FeedEntry[] = [];
    for await (const entry of idp.client.watchRun(run.id)) all.push(entry);
    const seqs = all.map(entry =>
      entry.kind === 'event' ? entry.event.seq : entry.chunk.seq,
    );
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(seqs.at(-1)).toBe(run.lastSeq);
    const rest: FeedEntry[] = [];
    for await (const entry of idp.client.watchRun(run.id, { after: 3 })) {
      rest.push(entry);
    }
    expect(rest).toEqual(all.slice(3));
  });

  it('serves the log as text, as JSON by range, and as a download', async () => {
    const run = await idp.start('echo', { text: 'two\nlines' });
    const get = async (query: string) =>
      fetch(`${idp.url}/v1/runs/${run.id}/logs?${query}`, {
        headers: { authorization: `Bearer ${idp.token}` },
      });
    expect(await (await get('step=echo')).text()).toBe(
      '[--text]\n[two\nlines]\n',
    );
    expect(await (await get('')).text()).toContain('[echo] [--text]');
    const page = await idp.client.readLogs(run.id, {
      step: 'echo',
      from: 2,
      to: 2,
    });
    expect(page).toMatchObject({
      total: 3,
      items: [{ line: 2, text: '[two', stream: 'stdout' }],
    });
    const found = await get('step=echo&format=json&search=LINES');
    expect(await found.json()).toMatchObject({
      total: 3,
      items: [{ line: 3, text: 'lines]' }],
    });
    const download = await get('step=echo&download');
    expect(download.headers.get('content-disposition')).toContain('.log');
    expect((await get('step=nothing')).status).toBe(404);
    expect((await get('step=echo&from=0')).status).toBe(400);
  });
});

describe('Callers without permission', () => {
  it('are refused, with the permission that they need', async () => {
    const idp = await startTestOrchestrator({
      scripts,
      flows: [await readExampleFlow('bootstrap-platform')],
      services: [
        mockServices.permissions.mock({
          authorizeConditional: async requests =>
            requests.map(({ permission }) => ({
              result:
                permission.attributes.action === 'read'
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
        }).factory,
      ],
    });
    try {
      const { items } = await idp.client.listFlows();
      expect(items.find(({ id }) => id === 'bootstrap-platform')).toMatchObject(
        {
          mayRun: false,
          notAllowedReason: expect.stringContaining(
            'idpOrchestrator.run.create',
          ),
        },
      );
      await expect(
        idp.client.startRun('bootstrap-platform', {}),
      ).rejects.toThrow(/403/);
      await expect(idp.client.startRun('echo', {})).rejects.toThrow(/403/);
      await expect(
        idp.client.cancelRun('x', { reason: 'because' }),
      ).rejects.toThrow(/403/);
      expect((await idp.client.listRuns()).items).toEqual([]);
    } finally {
      await idp.stop();
    }
  });
});
