import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHttpServer } from '../steps/__testUtils__/httpServer';
import { createCluster } from './__testUtils__/TestCluster';
import { writeKubeconfig } from './__testUtils__/writeKubeconfig';

jest.setTimeout(60_000);

const signal = new AbortController().signal;

/** A server that says what a real one says only now and then. */
describe('A watch', () => {
  let folder: string;
  let kubeconfig: string;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  /** The answers to the next lists and watches. */
  let lists: Array<(response: ServerResponse) => void>;
  let watches: Array<(response: ServerResponse) => void>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-watch-'));
    server = await startHttpServer(({ url = '' }, response) => {
      if (url.startsWith('/api/v1?')) {
        const kind = {
          kind: 'ConfigMap',
          name: 'configmaps',
          namespaced: true,
        };
        response.end(JSON.stringify({ resources: [kind] }));
      } else {
        const answers = url.includes('watch=true') ? watches : lists;
        answers.shift()?.(response);
      }
    });
    kubeconfig = await writeKubeconfig(folder, server.url);
  });
  beforeEach(() => {
    lists = [];
    watches = [];
    server.received.length = 0;
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const settings = (resourceVersion: string, finalizers: string[] = []) => ({
    metadata: {
      name: 'settings',
      namespace: 'default',
      resourceVersion,
      finalizers,
    },
  });
  const list = (resourceVersion: string, ...items: object[]) =>
    JSON.stringify({ metadata: { resourceVersion }, items });
  const event = (type: string, object: object) =>
    `${JSON.stringify({ type, object })}\n`;
  const follow = async () => {
    const told: string[] = [];
    const at = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
    await createCluster(kubeconfig).waitUntilGone(
      { environment: 'test', ...at },
      {
        signal,
        changed: async text => {
          told.push(text);
        },
      },
    );
    return told;
  };
  const watchedFrom = () =>
    server.received
      .map(({ url = '' }) => new URL(url, server.url).searchParams)
      .filter(query => query.has('watch'))
      .map(query => query.get('resourceVersion'));

  it('goes on from the last version that it has seen, and lists again when that is forgotten', async () => {
    lists.push(response => response.end(list('5', settings('5'))));
    watches.push(response => {
      response.write(event('MODIFIED', settings('7', ['backup'])));
      response.write(event('BOOKMARK', settings('8')), () =>
        response.socket?.end(),
      );
    });
    watches.push(response => response.writeHead(410).end('{}'));
    lists.push(response => response.end(list('20', settings('15', ['audit']))));
    watches.push(response => {
      const expired = { code: 410, message: 'too old resource version' };
      response.end(event('ERROR', expired));
    });
    lists.push(response => response.end(list('30', settings('15', ['audit']))));
    watches.push(response => {
      const text = event('DELETED', settings('31'));
      response.write(text.slice(0, 20));
      setImmediate(() => response.end(text.slice(20)));
    });
    const told = await follow();
    expect(watchedFrom()).toEqual(['5', '8', '20', '30']);
    expect(told[0]).toBe('ConfigMap settings is still there');
    expect(told[1]).toContain('kept by its finalizers backup');
    expect(told.at(-1)).toContain('kept by its finalizers audit');
    expect(server.received.at(-1)?.url).toContain('timeoutSeconds=60');
  });

  it('tells that the cluster fails, and goes on when it is well again', async () => {
    lists.push(response =>
      response.writeHead(503).end('{"message":"starting"}'),
    );
    lists.push(response => response.end(list('5', settings('5'))));
    watches.push(response => response.writeHead(500).end('{"message":"etcd"}'));
    watches.push(response => response.end(event('DELETED', settings('6'))));
    const told = await follow();
    expect(told).toEqual([
      expect.stringMatching(/failed \(503\): starting.*Trying again\.$/),
      'ConfigMap settings is still there',
      expect.stringMatching(/failed \(500\): etcd.*Trying again\.$/),
      'ConfigMap settings is still there',
    ]);
  });

  it('ends when the cluster refuses it', async () => {
    lists.push(response => response.end(list('5', settings('5'))));
    const message =
      'configmaps is forbidden: User "bot" cannot watch resource "configmaps" in API group "" in the namespace "default"';
    watches.push(response =>
      response.writeHead(403).end(JSON.stringify({ message })),
    );
    await expect(follow()).rejects.toThrow(/bot to watch.*\n.*\n.*\n.*"watch"/);
  });
});
