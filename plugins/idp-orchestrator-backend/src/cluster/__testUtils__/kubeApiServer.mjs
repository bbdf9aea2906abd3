// A real API server of Kubernetes for tests: etcd and kube-apiserver, without
// controllers, scheduler or kubelets, whose parts a test plays itself. A
// process of its own, so that nothing outlives the test that started it: it
// ends both when its standard input ends. Prints where they are as JSON.
//
//   node kubeApiServer.mjs KUBE_APISERVER ETCD
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [apiServerBinary, etcdBinary] = process.argv.slice(2);
const ADMIN_TOKEN = 'admin-of-the-test';

const folder = await mkdtemp(path.join(tmpdir(), 'idp-kube-'));
const inFolder = name => path.join(folder, name);
const [etcdPort, peerPort, port] = await Promise.all([
  freePort(),
  freePort(),
  freePort(),
]);
const etcdUrl = `http://127.0.0.1:${etcdPort}`;
const peerUrl = `http://127.0.0.1:${peerPort}`;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
await writeFile(
  inFolder('accounts.key'),
  privateKey.export({ type: 'pkcs1', format: 'pem' }),
);
await writeFile(
  inFolder('tokens.csv'),
  `${ADMIN_TOKEN},admin,admin,"system:masters"\n`,
);

const etcd = start(etcdBinary, [
  `--data-dir=${inFolder('etcd')}`,
  `--listen-client-urls=${etcdUrl}`,
  `--advertise-client-urls=${etcdUrl}`,
  `--listen-peer-urls=${peerUrl}`,
  `--initial-advertise-peer-urls=${peerUrl}`,
  `--initial-cluster=default=${peerUrl}`,
]);
let apiServer = await startApiServer();
process.stdout.write(
  `${JSON.stringify({
    server: `https://127.0.0.1:${port}`,
    authority: await readFile(inFolder('apiserver.crt'), 'utf8'),
    token: ADMIN_TOKEN,
  })}\n`,
);

process.on('message', async command => {
  if (command === 'stop') await end(apiServer);
  else apiServer = await startApiServer();
  process.send('done');
});

process.stdin.resume();
process.stdin.on('end', async () => {
  await end(apiServer);
  await end(etcd);
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});

async function startApiServer() {
  const child = start(apiServerBinary, [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    // It makes itself a certificate there.
    `--cert-dir=${folder}`,
    `--token-auth-file=${inFolder('tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${inFolder('accounts.key')}`,
    `--service-account-signing-key-file=${inFolder('accounts.key')}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    // No controller makes the accounts that it asks pods to have.
    '--disable-admission-plugins=ServiceAccount',
  ]);
  const limit = Date.now() + 120_000;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > limit) {
      throw new Error(
        `kube-apiserver does not come up:\n${await readFile(inFolder('kube-apiserver.log'), 'utf8')}`,
      );
    }
    await sleep(100);
  }
  return child;
}

function start(binary, args) {
  const name = path.basename(binary).replace(/-v[\d.]+$/, '');
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(inFolder(`${name}.log`), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function isReady() {
  return new Promise(resolve => {
    const request = https.get(
      `https://127.0.0.1:${port}/readyz`,
      { rejectUnauthorized: false, agent: false },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.on('error', () => resolve(false));
  });
}

async function freePort() {
  const probe = createServer();
  await new Promise(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address();
  await new Promise(resolve => probe.close(resolve));
  return free;
}
