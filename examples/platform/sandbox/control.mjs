// What the scripts ask of the sandbox:
//   control.mjs start|stop <service>...      a line of JSON for each: what was done
//   control.mjs plan-start|plan-stop <service>...   the same, without doing it
//   control.mjs status <service>...          a line of JSON for each
//   control.mjs order [service]...           names, those that others need first
//   control.mjs pack <version> <title>       the page of the sandbox's Backstage
//   control.mjs packed                       its version, or nothing
//   control.mjs pause <ms>                   takes its time, as the real thing does
//   control.mjs health [--without layer]... [service]...   one JSON document
//   control.mjs list [layer]                 names, one a line
// People read standard error. Ends with 0, or 1 when something failed.
import { createConnection } from 'node:net';
import { tellPlatform } from '../health/describePlatform.mjs';
import { checkHealth } from './health.mjs';
import { probe } from './probe.mjs';
import { readPage, writePage } from './page.mjs';
import {
  findProcess,
  lastLogLines,
  speed,
  startProcess,
  stopProcess,
} from './processes.mjs';
import { findService, inOrder, portOf, SERVICES, urlOf } from './services.mjs';

/** Longer than any service of the sandbox takes. */
const START_LIMIT_MS = 30_000;

const commands = {
  async start(names) {
    const services = names.map(findService);
    for (const [index, service] of services.entries()) {
      await report(service, start(service));
      progress(((index + 1) / services.length) * 100, `${service.title} is up`);
    }
  },
  async stop(names) {
    for (const service of names.map(findService)) {
      await report(service, stop(service));
    }
  },
  async 'plan-start'(names) {
    for (const service of names.map(findService)) {
      const isThere = findProcess(service) && (await probe(service)).healthy;
      tell(service, isThere ? 'existing' : 'would-start');
    }
  },
  async 'plan-stop'(names) {
    for (const service of names.map(findService)) {
      tell(service, findProcess(service) ? 'would-stop' : 'not-running');
    }
  },
  async status(names) {
    for (const service of names.map(findService)) {
      const { healthy, reason } = await probe(service);
      tell(service, healthy ? 'healthy' : `not healthy (${reason})`);
    }
  },
  async order(names) {
    for (const service of inOrder(names.map(findService))) {
      process.stdout.write(`${service.name}\n`);
    }
  },
  async pack([version, title]) {
    writePage({ version, title });
  },
  async packed() {
    process.stdout.write(`${readPage()?.version ?? ''}\n`);
  },
  async pause([ms]) {
    await new Promise(resolve => setTimeout(resolve, Number(ms) * speed()));
  },
  async health(args) {
    const without = [];
    const names = [];
    for (const arg of args) {
      if (arg.startsWith('--without=')) without.push(arg.slice(10));
      else names.push(findService(arg).name);
    }
    const platform = await checkHealth(without, names);
    say(tellPlatform(platform));
    print(platform);
  },
  async list([layer]) {
    for (const service of SERVICES) {
      if (!layer || service.layer === layer) {
        process.stdout.write(`${service.name}\n`);
      }
    }
  },
};

async function start(service) {
  if (findProcess(service)) {
    const { healthy, reason } = await probe(service);
    if (healthy) return { status: 'existing', url: urlOf(service) };
    say(`${service.title}: runs, but ${reason}; starting it again`);
    await stopProcess(service);
  } else if (await isTaken(portOf(service))) {
    throw new Error(
      `port ${portOf(service)} is taken by another program; end it, or set IDP_SANDBOX_PORT_OFFSET`,
    );
  }
  say(`${service.title}: starting on port ${portOf(service)} (sandbox)`);
  const startedAt = performance.now();
  startProcess(service, toldFailure(service));
  await untilHealthy(service);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(`${service.title}: answers after ${seconds} s`);
  return { status: 'started', url: urlOf(service) };
}

async function stop(service) {
  const stopped = await stopProcess(service);
  say(`${service.title}: ${stopped ? 'stopped' : 'was not running'}`);
  return { status: stopped ? 'stopped' : 'not-running' };
}

async function untilHealthy(service) {
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end;) {
    const { healthy } = await probe(service);
    if (healthy) return;
    if (!findProcess(service)) {
      throw new Error(`ended at its start: ${lastLogLines(service, 1)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const { reason } = await probe(service);
  await stopProcess(service);
  throw new Error(`not healthy within ${START_LIMIT_MS / 1_000} s: ${reason}`);
}

/** IDP_SANDBOX_FAIL=grafana or grafana:unhealthy,opa:hang, or a whole layer. */
function toldFailure({ name, layer }) {
  for (const told of (process.env.IDP_SANDBOX_FAIL ?? '').split(',')) {
    const [who, mode = 'start'] = told.trim().split(':');
    if (who === name || who === layer) return mode;
  }
  return undefined;
}

async function report(service, work) {
  try {
    print({ kind: 'service', name: service.name, ...(await work) });
  } catch (error) {
    say(`::error::${service.title}: ${error.message}`);
    print({
      kind: 'service',
      name: service.name,
      status: 'failed',
      reason: error.message,
    });
    process.exitCode = 1;
  }
}

function isTaken(port) {
  return new Promise(resolve => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function tell(service, status) {
  say(`${service.title}: ${status}`);
  print({ kind: 'service', name: service.name, status, url: urlOf(service) });
}

function progress(percent, text) {
  if (process.env.IDP_RUN_ID)
    say(`::progress::${Math.round(percent)}::${text}`);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

try {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    throw new Error(
      `Unknown command ${name}. There are: ${Object.keys(commands).join(', ')}.`,
    );
  }
  await command(args);
} catch (error) {
  say(error.message);
  process.exitCode = 3;
}
