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
const python = preparePython('langchain_core', 'requirements.txt');
const original = preparePython('langchain', 'requirements-original.txt');

const HEALTHY =
  /The platform is healthy \(100 of 100\): .*Backstage is healthy/;
const RUNNING = /The restart succeeded; Backstage is running\./;
const BOOTSTRAPPED = /^Bootstrap .+ in development succeeded/;
const DEPLOYED = /^The deployment of the monitoring stack succeeded/;

/** What people asked of the agent that this one takes the place of, word for word. */
const SENTENCES = [
  'Set up the complete platform for development',
  'Check the health of all platform services',
  "Restart Backstage and check if it's running",
  'Deploy a new version of the monitoring stack',
];

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

  test('in JavaScript does what the four sentences ask for, after a dry run of each change', async () => {
    const calls = [];
    const answers = await ask(SENTENCES, {
      url: backend.address,
      token: settings.token,
      onCall: call => calls.push(call),
    });
    assert.match(answers[0], BOOTSTRAPPED);
    assert.match(answers[1], HEALTHY);
    assert.match(answers[2], RUNNING);
    assert.match(answers[3], DEPLOYED);
    const starts = calls.filter(({ name }) => /^(run|operate)-/.test(name));
    assert.deepEqual(
      starts.map(({ args }) => args.dry_run ?? args.dryRun ?? false),
      [true, false, true, false, true, false],
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

  test(
    `written for Windmill works as it stands: its tools, and what says where and as whom${original.whyNot ?? ''}`,
    { skip: original.whyNot !== undefined },
    async () => {
      const environment = {
        ...process.env,
        WINDMILL_TOKEN: settings.token,
        WINDMILL_BASE_URL: backend.address,
      };
      const program = path.join(here, 'python/original_tools.py');
      const use = async (name, config) => {
        const given = [program, name, JSON.stringify(config)];
        const { stdout } = await run(original.executable, given, {
          env: environment,
        });
        return JSON.parse(stdout);
      };
      const platform = await use('bootstrap_platform', {
        platform_name: 'IDP Platform',
        environment: 'development',
        enable_monitoring: true,
        enable_auth: true,
        skip_backstage: false,
        dry_run: false,
      });
      assert.equal(platform.success, true);
      const operation = await use('platform_operations', {
        operation: 'start',
        services: ['backstage'],
        comprehensive_health: true,
        dry_run: false,
      });
      assert.equal(operation.services.backstage.status, 'running');
    },
  );
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
function preparePython(module, requirements) {
  const folder = path.join(dataDirectory, `toolchain/python-${module}`);
  const executable = path.join(folder, 'bin/python');
  const options = { stdio: 'pipe', timeout: 180_000 };
  try {
    if (!hasModule(executable, module)) {
      execFileSync('python3', ['-m', 'venv', folder], options);
      const file = path.join(here, 'python', requirements);
      const pip = ['-m', 'pip', 'install', '--quiet', '-r', file];
      execFileSync(executable, pip, options);
    }
    return { executable };
  } catch (error) {
    const [line] = String(error.stderr ?? error.message)
      .trim()
      .split('\n');
    return { whyNot: ` (not run: no Python with ${module}: ${line})` };
  }
}

function hasModule(executable, module) {
  try {
    execFileSync(executable, ['-c', `import ${module}`], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
