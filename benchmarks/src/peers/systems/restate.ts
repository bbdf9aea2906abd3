import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../databases/findFreePort';
import { loadPackage } from '../loadPackage';
import type { Peer, PeerPlace } from '../Peer';

interface Context {
  run(name: string, work: () => Promise<void>): Promise<void>;
}

interface Library {
  service(definition: object): object;
  endpoint(): {
    bind(service: object): { listen(port: number): Promise<number> };
  };
}

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** Its server keeps what it stores in files of its own, not in PostgreSQL. */
export const restate: Peer = {
  name: 'Restate 1.7.12, its ingress',
  keeps: 'a history',
  overHttp: true,
  packages: [
    '@restatedev/restate-server@1.7.12',
    '@restatedev/restate-sdk@1.17.2',
  ],
  async start(place) {
    const ports = {
      ingress: await findFreePort(),
      admin: await findFreePort(),
      node: await findFreePort(),
      service: await findFreePort(),
    };
    const server = startServer(place, ports);
    await serve(place, ports.service);
    await untilUp(`http://127.0.0.1:${ports.admin}/health`, server);
    await post(`http://127.0.0.1:${ports.admin}/deployments`, {
      uri: `http://127.0.0.1:${ports.service}`,
    });
    return {
      runToEnd: () => post(`http://127.0.0.1:${ports.ingress}/flows/three`),
      async stop() {
        server.kill('SIGKILL');
        await once(server, 'exit');
      },
    };
  },
};

async function serve(place: PeerPlace, port: number): Promise<void> {
  const library = await loadPackage<Library>(place, '@restatedev/restate-sdk');
  const three = async (context: Context) => {
    for (const name of ['one', 'two', 'three']) {
      await context.run(name, async () => {});
    }
  };
  const flows = library.service({ name: 'flows', handlers: { three } });
  await library.endpoint().bind(flows).listen(port);
}

function startServer(
  { folder, packages }: PeerPlace,
  ports: { ingress: number; admin: number; node: number },
): ChildProcess {
  const log = openSync(path.join(folder, 'restate.log'), 'a');
  return spawn(findServer(packages), ['--listen-mode', 'tcp', '--no-logo'], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      RESTATE_BASE_DIR: path.join(folder, 'restate'),
      RESTATE_BIND_ADDRESS: `127.0.0.1:${ports.node}`,
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ports.ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${ports.admin}`,
      RESTATE_ROCKSDB_DISABLE_WAL_FSYNC: 'false',
      RESTATE_DISABLE_TELEMETRY: 'true',
    },
  });
}

/** The binary comes in a package for this platform, where there is one. */
function findServer(packages: string): string {
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  const from = createRequire(path.join(packages, 'package.json'));
  try {
    const folder = path.dirname(from.resolve(`${name}/package.json`));
    return path.join(folder, 'bin', 'restate-server');
  } catch {
    throw new Error(`There is no server of Restate here: ${name} is missing`);
  }
}

async function untilUp(address: string, server: ChildProcess): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end && server.exitCode === null) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error('The server of Restate did not come up');
}

async function post(address: string, body?: object): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
}
