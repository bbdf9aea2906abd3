import {
  CONTRACTS,
  type Contract,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { postgres } from '../../__testUtils__/databases';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

type OperationId = keyof typeof CONTRACTS;

const NO_RUN = '00000000-0000-4000-8000-000000000000';

/** What can be said without the database: what is configured, and what is seen of services. */
const WITHOUT_DATABASE = [
  'getDocument',
  'getFlow',
  'getHealth',
  'getService',
  'listEnvironments',
  'listFlows',
  'listTools',
  // Those that are known stay in force, so they are what is said.
  'listWindows',
  'planOperation',
  'planRun',
  'previewSchedule',
  'watchHealth',
];

/** An address, a path, a statement or a driver's own words. */
const INNER = /127\.0\.0\.1|localhost:\d|::1|ECONN|caused by|select |insert /i;

/** Reads the text of a stream for as long as a test wants it. */
class EventText {
  #text = '';
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #decoder = new TextDecoder();

  constructor({ body }: Response) {
    if (!body) throw new Error('There is no stream');
    this.#pieces = (body as unknown as AsyncIterable<Uint8Array>)[
      Symbol.asyncIterator
    ]();
  }

  /** Reads until all of these were in it; throws when it ends or breaks before. */
  async until(...wanted: string[]): Promise<void> {
    while (!wanted.every(one => this.#text.includes(one))) {
      const { value, done } = await this.#pieces.next();
      if (done) throw new Error(`It ended after: ${this.#text}`);
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }
}

describe('While PostgreSQL is stopped', () => {
  const database = postgres();
  let idp: TestOrchestrator;
  let runId: string;
  let stream: EventText;
  let windmillStream: EventText;

  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${idp.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${idp.token}`,
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(init.headers as Record<string, string>),
      },
    });

  const requestOf = (id: OperationId) => {
    const contract = CONTRACTS[id] as Contract;
    const path = contract.path
      .replace(':runId', runId)
      .replace(':flowId', 'hello')
      .replace(':stepId', 'hello')
      .replace(':deliveryId', NO_RUN)
      .replace(':name', id === 'callTool' ? 'list-runs' : 'web');
    const body = BODIES[id] ?? contract.example.body;
    return call(`/v1${path}`, {
      method: contract.method.toUpperCase(),
      ...(contract.body && { body: JSON.stringify(body) }),
    });
  };
  const BODIES: Partial<Record<OperationId, object>> = {
    startRun: { input: {} },
    planRun: { input: {} },
    startTask: { script: 'hello' },
    operateServices: { operation: 'restart', services: ['web'] },
    planOperation: { operation: 'restart', services: ['web'] },
    callTool: {},
  };

  const read = async (response: Response) => {
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      text,
      inner: INNER.exec(text)?.[0],
    };
  };
  const TOLD = {
    status: 503,
    retryAfter: '5',
    text: expect.stringContaining(
      'database of the orchestrator cannot be reached now',
    ),
    inner: undefined,
  };

  beforeAll(async () => {
    await database.start();
    idp = await startTestOrchestrator({
      scripts: { hello: { bash: 'echo hello' } },
      config: { services: [{ name: 'web', url: 'http://127.0.0.1:9' }] },
      database: await database.create(),
    });
    ({ id: runId } = await idp.client.startRun('hello', {}));
    await idp.finished(runId);
    const { id } = await idp.client.startRun('hello', {
      startAt: '2999-01-01T00:00:00Z',
    });
    const headers = { accept: 'text/event-stream' };
    stream = new EventText(await call(`/v1/runs/${id}/events`, { headers }));
    const updates = `/windmill/api/w/idp/jobs_u/getupdate_sse/${id}`;
    windmillStream = new EventText(await call(updates));
    await stream.until('run.created');
    await windmillStream.until('"type":"update"');
    await database.goAway();
  });
  afterAll(async () => {
    await idp.stop();
    await database.stop();
  });

  it.each(
    (Object.keys(CONTRACTS) as OperationId[])
      .filter(id => !WITHOUT_DATABASE.includes(id))
      .map(id => [id]),
  )('%s says so in words for callers, and when to come back', async id => {
    expect(await read(await requestOf(id))).toEqual(TOLD);
  });

  it.each(WITHOUT_DATABASE.filter(id => id !== 'watchHealth').map(id => [id]))(
    '%s says nothing of what is inside',
    async id => {
      const response = await requestOf(id as OperationId);
      expect(response.status).not.toBe(500);
      expect(await response.text()).not.toMatch(/ECONN|caused by|localhost:5/);
    },
  );

  it('nothing is done that could not be recorded, and a caller is told so', async () => {
    const response = await requestOf('startRun');
    expect((await response.json()).error.message).toMatch(/^Nothing was done/);
  });

  it.each([
    ['/w/idp/jobs_u/get/', 'GET'],
    ['/w/idp/jobs_u/completed/get_result/', 'GET'],
    ['/w/idp/jobs_u/getupdate/', 'GET'],
    ['/w/idp/jobs_u/getupdate_sse/', 'GET'],
    ['/w/idp/jobs_u/get_logs/', 'GET'],
    ['/w/idp/jobs_u/queue/cancel/', 'POST'],
  ])('Windmill’s %s says so as text', async (path, method) => {
    const response = await call(`/windmill/api${path}${runId}`, { method });
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await read(response)).toEqual(TOLD);
  });

  it.each(['/w/idp/jobs/list', '/w/idp/jobs/run/p/idp/hello'])(
    'Windmill’s %s says so as text',
    async path => {
      const isStart = path.includes('/run/');
      const response = await call(`/windmill/api${path}`, {
        method: isStart ? 'POST' : 'GET',
        ...(isStart && { body: '{}' }),
      });
      expect(await read(response)).toEqual(TOLD);
    },
  );

  it('its health is degraded, in the same words', async () => {
    const health = await idp.client.getHealth({ refresh: true });
    expect(health.status).not.toBe('healthy');
    const { text } = health.recommendations[0];
    expect(text).toMatch(/database of the orchestrator cannot be reached now/);
    expect(text).not.toMatch(INNER);
  });

  it('streams that were open go on, and everything answers when it is back', async () => {
    await database.comeBack();
    let response = await requestOf('getRun');
    while (response.status === 503) response = await requestOf('getRun');
    expect(response.status).toBe(200);
    const [waiting] = (await idp.client.listRuns({ limit: 1 })).items;
    await idp.client.cancelRun(waiting.id, { reason: 'no longer needed' });
    await stream.until('run.finished', 'event: end');
    // A client of Windmill comes back by itself when it ends before that.
    const end = await windmillStream.until('"completed":true').then(
      () => 'It is completed',
      error => error.message,
    );
    expect(end).toMatch(/^It is completed|^It ended after/);
  });
});
