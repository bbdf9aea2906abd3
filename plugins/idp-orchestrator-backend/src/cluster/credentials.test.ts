import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http, { type RequestListener } from 'node:http';
import { connect as connectTo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestService } from '../health/__testUtils__/services';
import { probeKubernetes } from '../health/probes/probeKubernetes';
import { readStat } from '../kernel/processStat';
import type { Clock, Cluster } from '../ports';
import { startHttpServer } from '../steps/__testUtils__/httpServer';
import { systemClock } from '../waiting/systemClock';
import { listen } from './__testUtils__/recording/listen';
import { unattended } from './__testUtils__/TestCluster';
import { createKubernetesCluster } from './createKubernetesCluster';

jest.setTimeout(60_000);

const never = new AbortController().signal;
const V1 = 'client.authentication.k8s.io/v1';

describe('A program that gives credentials', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  let answer: RequestListener;
  /** The time (ms) by which the clock is ahead. */
  let ahead: number;
  const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
  const file = (name: string) => path.join(folder, name);
  const wellAnswer: RequestListener = (_, response) =>
    response.end(JSON.stringify({ metadata: {}, items: [] }));

  beforeAll(async () => {
    server = await startHttpServer((request, response) =>
      answer(request, response),
    );
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-exec-'));
    answer = wellAnswer;
    ahead = 0;
    server.received.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(() => server.stop());

  /** Makes a cluster whose kubeconfig names a program; each run of it leaves a line in `runs`. */
  const clusterWith = async (
    script: string,
    { exec = {}, cluster = {}, execLimitMs = 20_000 } = {},
  ) => {
    const lines = ['#!/bin/sh', `echo $$ >> ${file('runs')}`, script];
    await writeFile(file('login'), lines.join('\n'));
    await chmod(file('login'), 0o755);
    const user = { exec: { apiVersion: V1, command: file('login'), ...exec } };
    const at = { server: server.url, 'insecure-skip-tls-verify': true };
    const content = {
      clusters: [{ name: 'c', cluster: { ...at, ...cluster } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    };
    await writeFile(file('config'), JSON.stringify(content));
    const access = { cluster: { kubeconfig: file('config') } };
    const environments = { test: access, twin: access };
    return createKubernetesCluster({
      environments,
      clock,
      execLimitMs,
      ...unattended,
    });
  };
  const runs = async () =>
    (await readFile(file('runs'), 'utf8')).trim().split('\n');
  const print = (status: object, apiVersion = V1) =>
    `echo '${JSON.stringify({ kind: 'ExecCredential', apiVersion, status })}'`;
  const tokens = () =>
    server.received.map(({ headers }) => headers.authorization);
  const untilRuns = async (count: number) => {
    while ((await runs().catch(() => [])).length < count) {
      await systemClock.sleep(10);
    }
  };
  const untilGone = async (pid: string) => {
    const isGone = () =>
      [undefined, 'Z'].includes(readStat(Number(pid))?.state);
    while (!isGone()) await systemClock.sleep(10);
  };

  it('that hangs is ended at its limit, with what it has started, and named', async () => {
    const script =
      'echo "open the browser" >&2; sleep 600 & echo $! > child; wait';
    const cluster = await clusterWith(`cd ${folder}; ${script}`, {
      execLimitMs: 500,
    });
    await expect(cluster.countNodes('test', never)).rejects.toThrow(
      `program ${file('login')} gave no answer within 0.5 s and was ended: open the browser. Check the user of its context`,
    );
    await untilGone((await readFile(file('child'), 'utf8')).trim());
  });

  it('is ended when nobody waits for it any more, and at once for who was cancelled', async () => {
    const cluster = await clusterWith(`trap '' TERM; sleep 600 & wait; wait`);
    const [first, second] = [new AbortController(), new AbortController()];
    const counting = [first, second].map(({ signal }) =>
      cluster.countNodes('test', signal),
    );
    await untilRuns(1);
    first.abort('cancel');
    await expect(counting[0]).rejects.toBe('cancel');
    const [pid] = await runs();
    expect(readStat(Number(pid))).toBeDefined();
    second.abort('cancel');
    await expect(counting[1]).rejects.toBe('cancel');
    await untilGone(pid);
    expect(await runs()).toHaveLength(1);
  });

  it('that is slower than a look at a service is named in what is not known yet, and goes on for the next', async () => {
    const cluster = await clusterWith(`sleep 1; ${print({ token: 'one' })}`);
    const service = createTestService({
      name: 'web',
      environment: 'test',
      control: {
        kind: 'kubernetes',
        namespaces: ['shop'],
        selector: 'app=web',
      },
    });
    const look = () =>
      probeKubernetes(
        service,
        { kind: 'kubernetes', timeoutMs: 300 },
        { cluster, clock: systemClock },
      );
    expect(await look()).toEqual({
      kind: 'kubernetes',
      status: 'unknown',
      text: `credentials are being obtained by ${file('login')}, for 0 s so far`,
    });
    await untilRuns(1);
    await systemClock.sleep(1_500);
    expect(await look()).toMatchObject({ isThere: false });
    expect(await runs()).toHaveLength(1);
  });

  it('is run once for all who ask at the same time, also for other environments', async () => {
    const cluster = await clusterWith(`sleep 0.3; ${print({ token: 'one' })}`);
    const environments = ['test', 'twin', 'test', 'twin', 'test'];
    await Promise.all(
      environments.map(name => cluster.countNodes(name, never)),
    );
    expect(await runs()).toHaveLength(1);
    expect(tokens()).toEqual(environments.map(() => 'Bearer one'));
  });

  it('is not run again while what it gave is good, which without an expiry is for good', async () => {
    const cluster = await clusterWith(print({ token: 'one' }));
    await cluster.countNodes('test', never);
    ahead = 24 * 3_600_000;
    await cluster.countNodes('test', never);
    expect(await runs()).toHaveLength(1);
  });

  it('is run again when what it gave has expired', async () => {
    const expirationTimestamp = new Date(Date.now() + 600_000).toISOString();
    const cluster = await clusterWith(
      print({ token: 'one', expirationTimestamp }),
    );
    await cluster.countNodes('test', never);
    ahead = 599_000;
    await cluster.countNodes('test', never);
    expect(await runs()).toHaveLength(1);
    ahead = 601_000;
    await cluster.countNodes('test', never);
    expect(await runs()).toHaveLength(2);
  });

  it('is run again when the cluster does not know the credentials any more', async () => {
    const cluster = await clusterWith(
      `n=$(wc -l < ${file('runs')}); echo '{"kind":"ExecCredential","status":{"token":"'$n'"}}'`,
    );
    await cluster.countNodes('test', never);
    ahead = 60_000;
    answer = (request, response) => {
      if (request.headers.authorization === 'Bearer 2') {
        wellAnswer(request, response);
      } else response.writeHead(401).end('{"message":"Unauthorized"}');
    };
    expect(await cluster.countNodes('test', never)).toMatchObject({ nodes: 0 });
    expect(tokens()).toEqual(['Bearer 1', 'Bearer 1', 'Bearer 2']);
  });

  it('is not run for each request to a cluster that knows none of its credentials', async () => {
    const cluster = await clusterWith(print({ token: 'one' }));
    answer = (_, response) =>
      response.writeHead(401).end('{"message":"Unauthorized"}');
    for (let count = 0; count < 5; count += 1) {
      await expect(cluster.countNodes('test', never)).rejects.toThrow(
        'does not know the credentials',
      );
    }
    expect(await runs()).toHaveLength(1);
  });

  it('that fails is named with what it says, and not run for each request', async () => {
    const cluster = await clusterWith('echo "session expired" >&2; exit 7');
    for (let count = 0; count < 5; count += 1) {
      await expect(cluster.countNodes('test', never)).rejects.toThrow(
        `cannot be obtained: program ${file('login')} ended by exit code 7: session expired. Check the user`,
      );
    }
    expect(await runs()).toHaveLength(1);
    ahead = 10_000;
    await expect(cluster.countNodes('test', never)).rejects.toThrow('expired');
    expect(await runs()).toHaveLength(2);
  });

  it.each([
    ['fails in silence', 'exit 1', 'exit code 1, and said nothing on stderr'],
    ['prints no JSON', 'echo s3cret', 'did not print an ExecCredential'],
    ['prints nothing of use', print({}), 'did not print an ExecCredential'],
    [
      'speaks another version',
      print({ token: 's3cret' }, 'client.authentication.k8s.io/v1beta1'),
      `answers in client.authentication.k8s.io/v1beta1, and the kubeconfig says ${V1}`,
    ],
  ])('that %s is told, without what it printed', async (_, script, told) => {
    const cluster = await clusterWith(script);
    const counting = cluster.countNodes('test', never);
    await expect(counting).rejects.toThrow(told);
    await expect(counting).rejects.not.toThrow('s3cret');
  });

  it('is told of the cluster when it asks for that, and that nobody is at a terminal', async () => {
    const extension = { audience: 'shop' };
    const name = 'client.authentication.k8s.io/exec';
    const script = `printf %s "$KUBERNETES_EXEC_INFO" > ${file('info')}; ${print({ token: 'one' })}`;
    const cluster = await clusterWith(script, {
      exec: { provideClusterInfo: true },
      cluster: { extensions: [{ name, extension }] },
    });
    await cluster.countNodes('test', never);
    expect(JSON.parse(await readFile(file('info'), 'utf8'))).toEqual({
      apiVersion: V1,
      kind: 'ExecCredential',
      spec: {
        interactive: false,
        cluster: {
          server: server.url,
          'insecure-skip-tls-verify': true,
          config: extension,
        },
      },
    });
  });

  it('is found beside the kubeconfig when its path is relative, and gets its own variables', async () => {
    const cluster = await clusterWith(
      `echo '{"status":{"token":"'$1-$PROFILE'"}}'`,
      {
        exec: {
          command: './login',
          args: ['a'],
          env: [{ name: 'PROFILE', value: 'b' }],
        },
      },
    );
    await cluster.countNodes('test', never);
    expect(tokens()).toEqual(['Bearer a-b']);
  });

  it.each([
    [
      { command: 'no-such-login', installHint: 'Install the login tool.' },
      'program no-such-login was not found. Install the login tool.',
    ],
    [{ interactiveMode: 'Always' }, 'wants a terminal'],
    [{ args: 'get-token' }, 'whose exec.args cannot be used'],
  ])('that cannot be run (%j) is told with its reason', async (exec, told) => {
    const cluster = await clusterWith(print({ token: 'one' }), { exec });
    await expect(cluster.countNodes('test', never)).rejects.toThrow(told);
  });

  it('never runs for a user that has it by an auth-provider without our limits', async () => {
    const cluster = await clusterWith('sleep 600', { execLimitMs: 300 });
    const config = JSON.parse(await readFile(file('config'), 'utf8'));
    const { exec } = config.users[0].user;
    config.users[0].user = {
      'auth-provider': { name: 'exec', config: { exec } },
    };
    await writeFile(file('config'), JSON.stringify(config));
    await expect(cluster.countNodes('test', never)).rejects.toThrow(
      'gave no answer within 0.3 s',
    );
  });
});

describe('The connections to a cluster', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  let sockets: Set<Socket>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-keep-'));
    sockets = new Set();
    server = await startHttpServer((request, response) => {
      sockets.add(request.socket);
      response.end(JSON.stringify({ metadata: {}, items: [] }));
    });
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const connect = async (more: object = {}) => {
    const cluster = { server: server.url, 'insecure-skip-tls-verify': true };
    const kubeconfig = path.join(folder, 'config');
    const content = {
      clusters: [{ name: 'c', cluster: { ...cluster, ...more } }],
      users: [{ name: 'u', user: { token: 't' } }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    };
    await writeFile(kubeconfig, JSON.stringify(content));
    const environments = { test: { cluster: { kubeconfig } } };
    const rules = { environments, clock: systemClock, ...unattended };
    return createKubernetesCluster(rules);
  };
  const ask = async (cluster: Cluster, times: number) => {
    for (let count = 0; count < times; count += 1) {
      await cluster.countNodes('test', never);
    }
  };

  it('are kept for the next request', async () => {
    const cluster = await connect();
    await ask(cluster, 10);
    expect(server.received).toHaveLength(10);
    expect(sockets.size).toBe(1);
    // One that the other side has closed meanwhile is made anew.
    for (const socket of sockets) socket.destroy();
    await ask(cluster, 1);
  });

  it('are kept through a proxy, too', async () => {
    const tunnels: Socket[] = [];
    const proxy = http.createServer().on('connect', (_, socket: Socket) => {
      const { port } = new URL(server.url);
      const onward = connectTo(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      for (const end of [socket, onward]) end.on('error', () => {});
      tunnels.push(socket);
    });
    const { url, stop } = await listen(proxy);
    const cluster = await connect({ 'proxy-url': url });
    await ask(cluster, 5);
    expect(tunnels).toHaveLength(1);
    tunnels[0].destroy();
    await ask(cluster, 2);
    expect(tunnels).toHaveLength(2);
    expect(server.received).toHaveLength(7);
    tunnels.forEach(tunnel => tunnel.destroy());
    await stop();
  });
});
