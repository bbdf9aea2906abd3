// Both programs against a real backend and a sandbox of the test's own.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Backend } from '../../tools/stack/Backend.mjs';
import { findFreePort, isFree } from '../../tools/stack/ports.mjs';
import { readSettings } from '../../tools/stack/settings.mjs';
import { ensureNode24 } from '../../tools/toolchain/node24.mjs';
import { dataDirectory, repositoryRoot } from '../../tools/toolchain/paths.mjs';
import { SERVICES } from '../platform/sandbox/services.mjs';
import { ask } from './javascript/assistant.mjs';

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const python = preparePython();

const HEALTHY =
  /The platform is healthy \(100 of 100\): .*Backstage is healthy/;
const RUNNING = /The restart succeeded; Backstage is running\./;
const BOOTSTRAPPED = /^Bootstrap platform in development succeeded/;

describe('The example of agents', () => {
  const data = path.join(dataDirectory, 'test', `agents-${process.pid}`);
  let backend;
  let settings;
  let environment;

  before(async () => {
    const node = await ensureNode24();
    settings = readSettings({
      IDP_BACKEND_PORT: String(await findFreePort()),
      IDP_PORTAL_PORT: String(await findFreePort()),
      IDP_DATA_DIR: data,
    });
    environment = {
      IDP_SANDBOX_PORT_OFFSET: String(await findOffset()),
      IDP_SANDBOX_DELAY: '0',
      IDP_NODE: node.executable,
    };
    backend = new Backend({ node, settings, environment });
    backend.start();
    await backend.waitUntilReady();
  });
  after(async () => {
    await backend?.stop();
    const state = path.join(data, 'sandbox/development');
    if (fs.existsSync(state)) {
      const script = path.join(repositoryRoot, 'examples/platform/scripts');
      await run(path.join(script, 'idp.sh'), ['stop'], {
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          IDP_STATE_DIR: state,
          ...environment,
        },
      });
    }
    fs.rmSync(data, { recursive: true, force: true });
  });

  test('in JavaScript brings the platform up after a dry run, tells its health, and restarts Backstage', async () => {
    const calls = [];
    const answers = await ask(
      [
        'bootstrap the platform',
        'check the health of all platform services',
        'restart Backstage and check if it is running',
      ],
      {
        url: backend.address,
        token: settings.token,
        onCall: call => calls.push(call),
      },
    );
    assert.match(answers[0], BOOTSTRAPPED);
    assert.match(answers[1], HEALTHY);
    assert.match(answers[2], RUNNING);
    const starts = calls.filter(({ name }) => /^(run|operate)-/.test(name));
    assert.deepEqual(
      starts.map(({ args }) => args.dry_run ?? args.dryRun ?? false),
      [true, false, true, false],
    );
  });

  test('that has the token of a user stays on record as an agent for that user', async () => {
    const token = await signIn(backend.address);
    const [answer] = await ask(
      ['restart Backstage and check if it is running'],
      { url: backend.address, token },
    );
    assert.match(answer, RUNNING);
    const response = await fetch(
      `${backend.address}/api/idp-orchestrator/v1/runs?limit=1`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    const { items } = await response.json();
    assert.deepEqual(items[0].initiator, {
      kind: 'agent',
      ref: 'plugin:mcp-actions',
      onBehalfOf: 'user:default/guest',
    });
  });

  for (const [door, answers] of Object.entries({
    rest: [BOOTSTRAPPED, HEALTHY, RUNNING],
    windmill: [
      BOOTSTRAPPED,
      /backstage is running/,
      /succeeded.* Backstage is running\./,
    ],
  })) {
    test(
      `in Python does the same over ${door}${python.whyNot ?? ''}`,
      {
        skip: python.whyNot !== undefined,
      },
      async () => {
        const { stdout } = await run(
          python.executable,
          [path.join(here, 'python/assistant.py'), door],
          {
            env: {
              ...process.env,
              IDP_URL: backend.address,
              IDP_API_TOKEN: settings.token,
            },
          },
        );
        const said = stdout.split('\n').filter(line => /^\S/.test(line));
        assert.equal(said.length, 3, stdout);
        answers.forEach((answer, index) => assert.match(said[index], answer));
      },
    );
  }
});

/** The token of a guest, as the portal gets it. */
async function signIn(address) {
  const response = await fetch(`${address}/api/auth/guest/refresh`);
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}

/** Moves the ports of the services to where nothing listens. */
async function findOffset() {
  for (const offset of [12520, 12620, 12720, 12820]) {
    const free = await Promise.all(
      SERVICES.map(({ port }) => isFree(port + offset)),
    );
    if (!free.includes(false)) return offset;
  }
  throw new Error('Something listens on the ports of every sandbox');
}

/** A Python with LangChain, made once; why there is none stands in the name of the test. */
function preparePython() {
  const folder = path.join(dataDirectory, 'toolchain/python-agents');
  const executable = path.join(folder, 'bin/python');
  const options = { stdio: 'pipe', timeout: 180_000 };
  try {
    if (!hasLangChain(executable)) {
      execFileSync('python3', ['-m', 'venv', folder], options);
      const file = path.join(here, 'python/requirements.txt');
      const pip = ['-m', 'pip', 'install', '--quiet', '-r', file];
      execFileSync(executable, pip, options);
    }
    return { executable };
  } catch (error) {
    const [line] = String(error.stderr ?? error.message)
      .trim()
      .split('\n');
    return { whyNot: ` (not run: no Python with langchain-core: ${line})` };
  }
}

function hasLangChain(executable) {
  try {
    execFileSync(executable, ['-c', 'import langchain_core'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
