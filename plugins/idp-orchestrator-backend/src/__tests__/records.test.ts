import { gunzipSync } from 'node:zlib';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { extract } from 'tar-stream';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const LINES = 25_000;

const chattyFlow = defineFlow({
  id: 'chatty-twice',
  title: 'Chatty twice',
  risk: 'low',
  steps: [
    { id: 'first', uses: 'script', with: { script: 'chatty' } },
    { id: 'second', uses: 'script', with: { script: 'chatty' } },
  ],
});

const scripts = {
  chatty: { bash: `seq -f 'line %.0f' ${LINES}; echo "the key is $KEY"` },
  failing: { bash: 'echo broken >&2; exit 1' },
};

/** What an archive holds, by the names of its files. */
async function readArchive(bytes: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const archive = extract();
  archive.end(gunzipSync(bytes));
  for await (const entry of archive) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    files.set(entry.header.name, Buffer.concat(chunks).toString());
  }
  return files;
}

describe('What is told of runs that are over', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts,
      flows: [chattyFlow],
      config: {
        api: { requestsPerMinute: 120 },
        secrets: { key: 'swordfish-42' },
        environments: {
          development: {
            variables: { KEY: 'swordfish-42', REGION: 'eu-1' },
          },
          staging: {},
        },
      },
    });
  });
  afterAll(() => idp.stop());

  const get = (path: string, token = idp.token) =>
    fetch(`${idp.url}/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });

  it('is in one archive: definition, events, every line of the log, and no secret', async () => {
    const run = await idp.start('chatty-twice');
    const response = await get(`/runs/${run.id}/bundle`);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="run-${run.id}.tar.gz"`,
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    const files = await readArchive(bytes);
    const textOf = (name: string) => files.get(`run-${run.id}/${name}`) ?? '';
    expect(JSON.parse(textOf('run.json'))).toMatchObject({ id: run.id });
    expect(JSON.parse(textOf('definition.json'))).toMatchObject({
      id: 'chatty-twice',
    });
    const context = JSON.parse(textOf('context.json'));
    expect(context).toMatchObject({
      definitionIs: 'present',
      variables: { KEY: '***', REGION: 'eu-1' },
    });
    expect(textOf('events/000000001.ndjson')).toContain('"run.created"');
    for (const step of ['first', 'second']) {
      const names = [...files.keys()]
        .filter(name => name.includes(`/logs/${step}/`))
        .sort();
      const lines = names
        .map(name => files.get(name))
        .join('')
        .trimEnd()
        .split('\n')
        .map(line => line.split(' ').slice(2).join(' '));
      expect(names).toHaveLength(2);
      expect(lines.slice(0, LINES)).toEqual(
        Array.from({ length: LINES }, (_, index) => `line ${index + 1}`),
      );
    }
    const text = [...files.values()].join('');
    expect(text.includes('swordfish-42')).toBe(false);
  });

  it('is refused as a bundle when there is no such run', async () => {
    const missing = '00000000-0000-7000-8000-000000000000';
    const response = await get(`/runs/${missing}/bundle`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('json');
  });

  it('is counted: how often a flow succeeds and how long it takes', async () => {
    await idp.start('failing');
    const stats = await idp.client.getStats({ flow: 'failing' });
    expect(stats.flows).toEqual([
      expect.objectContaining({
        flowId: 'failing',
        ended: 1,
        failed: 1,
        successRatio: 0,
      }),
    ]);
    const bad = await get(
      '/stats?since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z',
    );
    expect(bad.status).toBe(400);
    expect((await bad.json()).error.message).toContain('a time before until');
  });

  it('is not told to one who asks too often, which holds up nobody else', async () => {
    const answers: Response[] = [];
    for (let asked = 0; asked < 130; asked++) answers.push(await get('/flows'));
    const refused = answers.at(-1)!;
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await refused.json()).error.message).toContain(
      'More than 120 requests in a minute',
    );
    const other = `mock-user-token:${JSON.stringify({ sub: 'user:default/other' })}`;
    expect((await get('/flows', other)).status).toBe(200);
  });
});
