import { OrchestratorClient } from './OrchestratorClient';

/** Makes a client whose requests are kept, and answered as given. */
function createClient(answer: () => Response) {
  const asked: Array<{ url: string; init?: RequestInit }> = [];
  const client = new OrchestratorClient({
    discoveryApi: { getBaseUrl: async id => `http://backend/api/${id}` },
    fetchApi: {
      fetch: async (url, init) => {
        asked.push({ url: String(url), init });
        return answer();
      },
    },
  });
  return { client, asked };
}

describe('The client of the REST API', () => {
  it('asks for the routes under their version, a name being one segment whatever is in it', async () => {
    const { client, asked } = createClient(() => Response.json({ items: [] }));
    await client.listTools();
    await client.getStep('a/b', 'über?');
    await client.getServiceHistory('x y', { since: '1d', environment: 'a&b' });
    await client.listRuns({ flow: undefined, limit: 5 });
    await client.listRuns();
    await client.listRuns({ status: ['failed', 'cancelled'] });
    expect(asked.map(({ url }) => url)).toEqual(
      [
        'tools',
        'runs/a%2Fb/steps/%C3%BCber%3F',
        'services/x%20y/history?since=1d&environment=a%26b',
        'runs?limit=5',
        'runs',
        'runs?status=failed&status=cancelled',
      ].map(path => `http://backend/api/idp-orchestrator/v1/${path}`),
    );
  });

  it('sends what is asked as JSON, in the name of whose token it has', async () => {
    const { client, asked } = createClient(() => Response.json({}));
    await client.cancelRun('r', { reason: 'wrong' }, { token: 'of-anna' });
    const [{ init }] = asked;
    expect(init).toMatchObject({ method: 'POST', body: '{"reason":"wrong"}' });
    const headers = new Headers(init?.headers);
    expect(headers.get('authorization')).toBe('Bearer of-anna');
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('fails with what the backend said', async () => {
    const problem = {
      error: { name: 'ConflictError', message: 'It is over' },
      response: { statusCode: 409 },
    };
    const { client } = createClient(() =>
      Response.json(problem, { status: 409 }),
    );
    await expect(client.getRun('r')).rejects.toMatchObject({
      statusCode: 409,
      body: problem,
    });
  });
});
