import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHttpServer } from '../steps/__testUtils__/httpServer';
import { createCluster } from './__testUtils__/TestCluster';
import { writeKubeconfig } from './__testUtils__/writeKubeconfig';

jest.setTimeout(60_000);

const FIRST_ANSWER_MS = 1_500;
const { signal } = new AbortController();
const settings = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
const web = { kind: 'Deployment', namespace: 'shop', name: 'web' } as const;

/** Accepts connections, and says nothing, not even that it is busy. */
async function startMuteServer() {
  const sockets = new Set<Socket>();
  const server = net.createServer(socket => {
    sockets.add(socket.resume());
    socket.on('error', () => {});
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    async stop() {
      sockets.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}

describe('Waiting in a cluster', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-first-answer-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const clusterAt = async (url: string) =>
    createCluster(await writeKubeconfig(folder, url), FIRST_ANSWER_MS);
  const watch = { signal, changed: async () => {} };
  const rollOutAt = async (url: string) =>
    (await clusterAt(url)).waitForRollout(
      { environment: 'test', ...web },
      watch,
    );

  it('ends, with the reason, when the cluster accepts and never answers', async () => {
    const mute = await startMuteServer();
    const url = `http://127.0.0.1:${mute.port}`;
    await expect(rollOutAt(url)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: `The cluster at ${url} cannot be reached: no answer within 1.5 s. Is the address right, and does a firewall or proxy stand between?`,
    });
    await mute.stop();
  });

  it('ends, with the reason, when nothing listens', async () => {
    const { port, stop } = await startMuteServer();
    await stop();
    await expect(rollOutAt(`http://127.0.0.1:${port}`)).rejects.toThrow(
      /nothing listens at .*It has never answered within 1\.5 s\.$/,
    );
  });

  /** Answers each list by what is next of `lists`, and lets watches be silent for a while. */
  const waitAt = async (lists: RequestListener[]) => {
    const server = await startHttpServer((request, response) => {
      const { url = '' } = request;
      if (url.startsWith('/api/v1?')) {
        const resources = [{ ...settings, name: 'configmaps' }];
        response.end(JSON.stringify({ resources }));
      } else if (url.includes('watch=true')) {
        response.writeHead(200).flushHeaders();
        const gone = { type: 'DELETED', object: object('6') };
        setTimeout(
          () => response.end(`${JSON.stringify(gone)}\n`),
          3 * FIRST_ANSWER_MS,
        );
      } else lists.shift()?.(request, response);
    });
    const cluster = await clusterAt(server.url);
    await cluster.waitUntilGone({ environment: 'test', ...settings }, watch);
    await server.stop();
    return lists.length;
  };
  const object = (resourceVersion: string) => ({
    metadata: { name: 'settings', resourceVersion },
  });
  const found: RequestListener = (_, response) =>
    response.end(
      JSON.stringify({
        metadata: { resourceVersion: '5' },
        items: [object('5')],
      }),
    );

  it('goes on while a watch that was accepted is silent', async () => {
    expect(await waitAt([found])).toBe(0);
  });

  it('goes on while the cluster answers that it has too much to do', async () => {
    const busy: RequestListener = (_, response) =>
      response.writeHead(503).end('{"message":"starting"}');
    // With the pauses between, that takes longer than a first answer may.
    expect(await waitAt([busy, busy, busy, busy, busy, found])).toBe(0);
  });
});
