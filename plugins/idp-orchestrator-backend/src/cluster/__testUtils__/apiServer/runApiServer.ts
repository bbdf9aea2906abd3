// A real API server of Kubernetes for tests: etcd and kube-apiserver, without
// controllers, scheduler or kubelets, whose parts a test plays itself. A
// process of its own, so that nothing outlives the test that started it: it
// ends both when its standard input ends. Prints where it is as JSON.
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_SERVER, findEtcd } from './apiServerFiles';

const START_LIMIT_MS = 120_000;
const ADMIN_TOKEN = 'admin-of-the-test';

interface Place {
  folder: string;
  etcdUrl: string;
  peerUrl: string;
  port: number;
}

async function main(): Promise<void> {
  const place = await prepare();
  const file = (name: string) => path.join(place.folder, name);
  const etcd = startEtcd(place);
  let apiServer = await startApiServer(place);
  const address = {
    server: `https://127.0.0.1:${place.port}`,
    authority: await readFile(file('apiserver.crt'), 'utf8'),
    token: ADMIN_TOKEN,
  };
  process.stdout.write(`${JSON.stringify(address)}\n`);

  process.on('message', async command => {
    if (command === 'interrupt') await end(apiServer);
    else apiServer = await startApiServer(place);
    process.send?.(command);
  });
  process.stdin.resume();
  process.stdin.on('end', async () => {
    await end(apiServer);
    await end(etcd);
    await rm(place.folder, { recursive: true, force: true });
    process.exit(0);
  });
}

async function prepare(): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-kube-'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' });
  await writeFile(path.join(folder, 'accounts.key'), key);
  const admin = `${ADMIN_TOKEN},admin,admin,"system:masters"\n`;
  await writeFile(path.join(folder, 'tokens.csv'), admin);
  const [etcdPort, peerPort, port] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  return {
    folder,
    etcdUrl: `http://127.0.0.1:${etcdPort}`,
    peerUrl: `http://127.0.0.1:${peerPort}`,
    port,
  };
}

function startEtcd({ folder, etcdUrl, peerUrl }: Place): ChildProcess {
  return start(findEtcd() ?? 'etcd', path.join(folder, 'etcd.log'), [
    `--data-dir=${path.join(folder, 'etcd')}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
  ]);
}

async function startApiServer(place: Place): Promise<ChildProcess> {
  const { folder, etcdUrl, port } = place;
  const log = path.join(folder, 'api-server.log');
  const key = path.join(folder, 'accounts.key');
  const child = start(API_SERVER, log, [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    // It makes itself a certificate there.
    `--cert-dir=${folder}`,
    `--token-auth-file=${path.join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    // No controller makes the accounts that it asks pods to have.
    '--disable-admission-plugins=ServiceAccount',
  ]);
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || Date.now() > limit) {
      throw new Error(
        `kube-apiserver does not come up:\n${await readFile(log, 'utf8')}`,
      );
    }
    await sleep(100);
  }
  return child;
}

function start(binary: string, logFile: string, args: string[]): ChildProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(binary, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function isReady(port: number): Promise<boolean> {
  return new Promise(resolve => {
    https
      .get(
        `https://127.0.0.1:${port}/readyz`,
        { rejectUnauthorized: false, agent: false },
        response => {
          response.resume();
          resolve(response.statusCode === 200);
        },
      )
      .on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => {
    probe.close(resolve);
  });
  return port;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
