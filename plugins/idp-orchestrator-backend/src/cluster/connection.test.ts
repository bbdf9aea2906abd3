import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../waiting/systemClock';
import {
  authority,
  certificates,
  key,
} from '../health/__testUtils__/certificates';
import { startHttpServer } from '../steps/__testUtils__/httpServer';
import { createCluster, unattended } from './__testUtils__/TestCluster';
import { createKubernetesCluster } from './createKubernetesCluster';

jest.setTimeout(60_000);

const never = new AbortController().signal;

describe('The connection to a cluster', () => {
  let folder: string;
  let answer: (response: ServerResponse) => void;
  let server: Awaited<ReturnType<typeof startHttpServer>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-kubeconfig-'));
    server = await startHttpServer((_, response) => answer(response));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (content: object | string) => {
    const file = path.join(folder, 'config');
    const text =
      typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(file, text);
    return file;
  };
  const kubeconfig = (address: string, { cluster = {}, user = {} } = {}) => ({
    clusters: [{ name: 'c', cluster: { server: address, ...cluster } }],
    users: [{ name: 'u', user: { token: 't', ...user } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
  const count = async (content: object | string, signal = never) =>
    createCluster(await write(content)).countNodes('test', signal);
  const insecure = { cluster: { 'insecure-skip-tls-verify': true } };
  const countAt = (url: string) => count(kubeconfig(url, insecure));
  const reply = (code: number, body: object | string, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    answer = response => response.writeHead(code, headers).end(text);
  };

  it('is there for environments that have a cluster, and says how the others get one', () => {
    const cluster = createCluster('/nowhere');
    expect(cluster.unavailableReason('test')).toBeUndefined();
    expect(cluster.unavailableReason('plain')).toContain(
      'set idpOrchestrator.environments.plain.kubernetes.kubeconfig',
    );
    expect(cluster.unavailableReason('tset')).toBe(
      'There is no environment tset. There are: test, plain.',
    );
  });

  it('is refused for an environment without a cluster', async () => {
    const counting = createCluster('/nowhere').countNodes('plain', never);
    await expect(counting).rejects.toThrow('Environment plain has no cluster');
  });

  it.each([
    ['that is no YAML', 'a: [', 'is not usable'],
    ['that is empty', '', 'is not usable'],
    [
      'that is a text',
      'hello',
      'has no current context; its contexts are none',
    ],
    [
      'without a current context',
      { ...kubeconfig('https://a'), 'current-context': undefined },
      'has no current context; its contexts are x',
    ],
    [
      'whose context is missing',
      { ...kubeconfig('https://a'), 'current-context': 'y' },
      'has no context y; its contexts are x',
    ],
    [
      'whose cluster is missing',
      { ...kubeconfig('https://a'), clusters: [] },
      'has no cluster c, which its context x names',
    ],
    [
      'whose user is missing',
      { ...kubeconfig('https://a'), users: [] },
      'has no user u, which its context x names',
    ],
    [
      'whose address is not secured',
      kubeconfig('http://a'),
      'has an address without TLS, http://a',
    ],
    [
      'whose address is none',
      kubeconfig('not an address'),
      'has no address of an API server, but "not an address"',
    ],
  ])('tells what is wrong with a kubeconfig %s', async (_, content, told) => {
    const counting = count(content);
    await expect(counting).rejects.toThrow(
      'The cluster of test cannot be used',
    );
    await expect(counting).rejects.toThrow(told);
    await expect(counting).rejects.toThrow(
      'idpOrchestrator.environments.test.kubernetes',
    );
  });

  it('tells nothing of what is in a kubeconfig that is no YAML', async () => {
    const counting = count('users:\n- user: { token: s3cret\n- name: u');
    await expect(counting).rejects.toThrow('is not usable');
    await expect(counting).rejects.not.toThrow('s3cret');
  });

  it('tells of a kubeconfig that is not there, and takes it when it is', async () => {
    const file = path.join(folder, 'later');
    const cluster = createCluster(file);
    await expect(cluster.countNodes('test', never)).rejects.toThrow(
      `kubeconfig ${file} does not exist`,
    );
    reply(200, { metadata: {}, items: [] });
    await writeFile(file, JSON.stringify(kubeconfig(server.url, insecure)));
    expect(await cluster.countNodes('test', never)).toMatchObject({ nodes: 0 });
  });

  it('tells that a process outside of a cluster cannot be in it', async () => {
    const cluster = createKubernetesCluster({
      environments: { test: { cluster: { inCluster: true } } },
      clock: systemClock,
      ...unattended,
    });
    await expect(cluster.countNodes('test', never)).rejects.toThrow(
      'this process runs in no pod (KUBERNETES_SERVICE_HOST is missing)',
    );
  });

  it('tells why a program that gives credentials gave none', async () => {
    const exec = { command: 'no-such-program', apiVersion: 'v1' };
    const content = kubeconfig(server.url, { ...insecure, user: { exec } });
    const counting = count(content);
    await expect(counting).rejects.toThrow('no-such-program');
    await expect(counting).rejects.toThrow('Check the user of its context');
  });

  it('sends the credentials, and asks the server to keep a limit', async () => {
    reply(200, { metadata: {}, items: [] });
    await countAt(server.url);
    const { url, headers } = server.received.at(-1) ?? {};
    expect(headers?.authorization).toBe('Bearer t');
    expect(url).toContain('timeout=15s');
  });

  it('tells an address where nothing listens', async () => {
    const gone = await startHttpServer(() => {});
    await gone.stop();
    await expect(countAt(gone.url)).rejects.toThrow(
      `The cluster at ${gone.url} cannot be reached: nothing listens at ${gone.host} (connection refused)`,
    );
  });

  it('tells a name that nobody knows', async () => {
    await expect(countAt('https://nowhere.invalid')).rejects.toThrow(
      /the name nowhere\.invalid is not known \(DNS, E[A-Z_]+\)/,
    );
  });

  it('tells a server that does not speak TLS, and a cut connection', async () => {
    const secure = server.url.replace('http:', 'https:');
    await expect(countAt(secure)).rejects.toThrow('does not speak TLS');
    answer = response => response.destroy();
    await expect(countAt(server.url)).rejects.toThrow('was cut (ECONNRESET)');
  });

  it.each([
    ['has expired', 'expired', 'has expired (TLS)'],
    ['is for another host', 'otherHost', 'is for another name (TLS)'],
    ['signs itself', 'selfSigned', /trusted \(TLS, DEPTH_ZERO_SELF_SIGNED/],
  ] as const)('tells a certificate that %s', async (_, kind, told) => {
    const secure = await startSecureServer(kind);
    const trusting = { 'certificate-authority-data': encode(authority) };
    const content = kubeconfig(secure.url, { cluster: trusting });
    await expect(count(content)).rejects.toThrow(told);
    await secure.stop();
  });

  it('trusts the authority that the kubeconfig names, and nobody else', async () => {
    const secure = await startSecureServer('valid');
    await expect(count(kubeconfig(secure.url))).rejects.toThrow(
      /signed by nobody that is trusted .*certificate-authority-data/,
    );
    const cluster = { 'certificate-authority-data': encode(authority) };
    expect(await count(kubeconfig(secure.url, { cluster }))).toMatchObject({
      nodes: 0,
    });
    await secure.stop();
  });

  it('waits when there are too many requests, and tells it when that does not help', async () => {
    let asked = 0;
    answer = response => {
      asked += 1;
      if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end(JSON.stringify({ metadata: {}, items: [] }));
    };
    await countAt(server.url);
    expect(asked).toBe(2);
    reply(429, { message: 'too many' }, { 'retry-after': '600' });
    await expect(countAt(server.url)).rejects.toThrow(
      'has too many requests, and asks to wait 600 s: too many',
    );
  });

  it.each([
    [401, 'NotAllowedError', 'does not know the credentials'],
    [403, 'NotAllowedError', 'does not allow it: no'],
    [404, 'NotFoundError', 'does not know what was asked for: no'],
    [409, 'ConflictError', 'has a conflict: no'],
    [422, 'InputError', 'does not accept it: no'],
    [500, 'ServiceUnavailableError', 'failed (500): no'],
    [503, 'ServiceUnavailableError', 'failed (503): no'],
    [504, 'ServiceUnavailableError', 'gave up before it had an answer (504)'],
  ])('tells what a refusal of %i means', async (code, name, told) => {
    reply(code, { message: 'no' });
    await expect(countAt(server.url)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(told),
    });
  });

  it('tells the words of a proxy that answers instead of the cluster', async () => {
    reply(
      502,
      '<!DOCTYPE html>\n<html><head><title>502</title><style>h1 { color: red }</style></head>\n<body><h1>Bad gateway</h1></body></html>',
    );
    await expect(countAt(server.url)).rejects.toThrow(
      'failed (502): a page of HTML came, so a proxy or load balancer has answered: Bad gateway. Its own',
    );
    reply(200, '<html>please log in</html>');
    await expect(countAt(server.url)).rejects.toThrow('please log in');
  });

  it('ends a request at once when it is aborted', async () => {
    const abort = new AbortController();
    answer = () => abort.abort('cancel');
    const counting = count(kubeconfig(server.url, insecure), abort.signal);
    await expect(counting).rejects.toBe('cancel');
  });

  it('asks page by page', async () => {
    const pages = [
      { metadata: { continue: 'next' }, items: [{ metadata: { name: 'a' } }] },
      { metadata: {}, items: [{ metadata: { name: 'b' } }] },
    ];
    answer = response => response.end(JSON.stringify(pages.shift()));
    expect(await countAt(server.url)).toMatchObject({ nodes: 2 });
    expect(server.received.at(-1)?.url).toContain('continue=next');
  });
});

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

async function startSecureServer(kind: keyof typeof certificates) {
  const secure = https.createServer(
    { key, cert: certificates[kind] },
    (_, response) => response.end(JSON.stringify({ metadata: {}, items: [] })),
  );
  await new Promise<void>(resolve => {
    secure.listen(0, 'localhost', resolve);
  });
  const { port } = secure.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    stop: () =>
      new Promise(resolve => {
        secure.close(resolve);
      }),
  };
}
