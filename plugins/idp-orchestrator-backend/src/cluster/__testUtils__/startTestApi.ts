import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { hasApiServer } from './apiServer/apiServerFiles';
import { startRecorder, type Recorded } from './recording/startRecorder';
import { startReplay } from './recording/startReplay';

/**
 * The mode: `record` writes the recordings anew, from a real one; `replay` uses
 * them although there is one.
 */
const { IDP_KUBE_TESTS: mode } = process.env;
/** Whether there is a real one to run tests on. */
export const isReal = mode !== 'replay' && hasApiServer();

/** The kind of API server that the tests of this run are run on; part of their name. */
export const API_KIND = isReal
  ? 'a real kube-apiserver'
  : 'recordings of a kube-apiserver';

/** An API server for tests: a real one where it is built, else recordings of it. */
export interface TestApi {
  /** Writes a kubeconfig for an account by its token; for the admin when absent. */
  writeKubeconfig(token?: string): Promise<string>;
  /** Says that what follows belongs to this test. */
  begin(test: string): void;
  /** Ends the API server; what it has stored stays. */
  interrupt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an API server for tests; `name` is that of the file of recordings. */
export async function startTestApi(name: string): Promise<TestApi> {
  const file = path.join(__dirname, '..', '__fixtures__', `${name}.jsonl`);
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-kubeconfigs-'));
  const real = isReal ? await startApiServer() : undefined;
  const recorded = await startRecorded(real, file);
  const server = recorded?.url ?? real?.server ?? '';
  let count = 0;
  return {
    async writeKubeconfig(token = real?.token ?? 'recorded') {
      count += 1;
      const kubeconfig = path.join(folder, `config-${count}`);
      const authority = recorded ? undefined : real?.authority;
      const content = createKubeconfig({ server, authority, token });
      await writeFile(kubeconfig, JSON.stringify(content));
      return kubeconfig;
    },
    begin: test => recorded?.begin(test),
    interrupt: async () => real?.tell('interrupt'),
    resume: async () => real?.tell('resume'),
    async stop() {
      await recorded?.stop();
      await real?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startRecorded(
  real: RealApi | undefined,
  file: string,
): Promise<Recorded | undefined> {
  if (!real) return startReplay(file);
  return mode === 'record' ? startRecorder(real, file) : undefined;
}

/** A real API server, and its admin's token. */
export interface RealApi {
  server: string;
  authority: string;
  token: string;
  tell(command: 'interrupt' | 'resume'): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real API server. */
export async function startApiServer(): Promise<RealApi> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      path.join(__dirname, 'apiServer', 'runApiServer.ts'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] },
  );
  return {
    ...(await readAddress(child)),
    async tell(command) {
      child.send(command);
      let answer: unknown;
      // The loader of TypeScript speaks on the same channel.
      while (answer !== command) [answer] = await once(child, 'message');
    },
    async stop() {
      child.stdin?.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

type Address = Pick<RealApi, 'server' | 'authority' | 'token'>;

async function readAddress({ stdout }: ChildProcess): Promise<Address> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      return JSON.parse(line) as Address;
    }
  }
  throw new Error('kube-apiserver did not start');
}

function createKubeconfig({
  server,
  authority,
  token,
}: Omit<Address, 'authority'> & { authority?: string }) {
  const trust = authority
    ? {
        'certificate-authority-data': Buffer.from(authority).toString('base64'),
      }
    : { 'insecure-skip-tls-verify': true };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, ...trust } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
}
