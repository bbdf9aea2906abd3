import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

describe('What is asked of the REST API', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({ scripts: { quick: { bash: 'true' } } });
    await idp.start('quick');
  });
  afterAll(() => idp.stop());

  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`${idp.url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${idp.token}` },
    });
    const body = await response.json();
    return { status: response.status, headers: response.headers, body };
  };

  it.each([
    ['/health?environmnt=staging', 'environment'],
    ['/health/events?enviroment=staging', 'environment'],
    ['/services/grafana/history?sinse=2026-01-01T00:00:00Z', 'since'],
    ['/runs?state=failed', 'status'],
    ['/runs/some/logs?form=1', 'from'],
    ['/audit?initator=user:default/mock', 'initiator'],
  ])('is refused by name when it is misspelled: %s', async (path, meant) => {
    const { status, body } = await ask(path);
    expect(status).toBe(400);
    expect(body.error.problems).toEqual([
      expect.objectContaining({
        expected: expect.stringMatching(
          `^no property of this name\\. Did you mean .*${meant}.*\\? There are: `,
        ),
      }),
    ]);
  });

  it('is refused where nothing can be asked for', async () => {
    const { status, body } = await ask('/flows?wait=30s');
    expect(status).toBe(400);
    expect(body.error.message).toContain('wait: expected no properties');
  });

  it('may name several statuses, repeated or with commas', async () => {
    for (const query of [
      'status=failed&status=succeeded',
      'status=failed,succeeded',
    ]) {
      expect((await ask(`/runs?${query}`)).body.items).toHaveLength(1);
    }
    const { body } = await ask('/runs?status=failed&status=cancelled');
    expect(body.items).toEqual([]);
    expect((await ask('/runs?status=done')).status).toBe(400);
  });

  it('may name a time with an offset, which is the same time in UTC', async () => {
    const [run] = (await ask('/runs')).body.items;
    const count = async (since: string) => {
      const query = new URLSearchParams({ since });
      return (await ask(`/runs?${query}`)).body.items.length;
    };
    const inZone = (ms: number) =>
      new Date(Date.parse(run.createdAt) + ms + 7_200_000)
        .toISOString()
        .replace('Z', '+02:00');
    expect(await count(inZone(0))).toBe(1);
    expect(await count(inZone(1))).toBe(0);
  });

  it('is told of the nearest route where there is none', async () => {
    const { status, body } = await ask('/runz/some/log?format=json');
    expect(status).toBe(404);
    expect(body).toMatchObject({
      error: {
        name: 'NotFoundError',
        message: expect.stringContaining('GET /runs/:runId/logs'),
      },
      request: { method: 'GET' },
      response: { statusCode: 404 },
    });
  });

  it('is told of the methods that a route has', async () => {
    const { status, headers, body } = await ask('/tasks', 'DELETE');
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('POST');
    expect(body.error.message).toContain('POST /tasks');
  });
});
