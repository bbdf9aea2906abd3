import fs from 'node:fs';
import path from 'node:path';
import { packPackages } from '../release/pack.mjs';
import { findFreePort } from '../stack/ports.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import { adoptionDirectory, createApp } from './App.mjs';
import { readLegacyBlocks, readReadme, readResolutions } from './documents.mjs';
import { callAs } from './orchestratorCalls.mjs';
import { placeBlock } from './placeBlock.mjs';
import { SCRIPT_RUN, writeTeamContent } from './teamContent.mjs';

const TOKEN = 'a-token-of-this-test-and-of-nothing-else';

/** The least that is a backend, with a place for the line of the README. */
const BACKEND = `import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.start();
`;

/** What every app has configured. */
const CONFIG = `app:
  baseUrl: http://localhost:3000
backend:
  baseUrl: http://localhost:7007
  database: { client: better-sqlite3, connection: ':memory:' }
  auth:
    externalAccess:
      - type: static
        options: { token: ${TOKEN}, subject: newcomer }
`;

/**
 * Without an app of create-app: the packed packages in a folder that finds all
 * others in the repository, the lines of the documents checked against them, and a
 * backend that runs a script. Takes a minute when the types are built already.
 */
export async function tryInShort({ steps, node }) {
  const app = createApp({ name: 'short', node });
  fs.rmSync(app.directory, { recursive: true, force: true });
  const packed = await steps.need('The packages are packed', () =>
    packPackages(repositoryRoot, path.join(adoptionDirectory, 'packed/short')),
  );
  const readme = readReadme();
  await steps.need('The documents name packages that there are', async () => {
    for (const words of readme.installs) requirePacked(packed, words.at(-1));
    readResolutions();
  });
  await steps.need('The packages are unpacked', () => unpack(app, packed));
  await steps.need('The lines of the documents fit them', () =>
    checkLines(app, { node, blocks: readme.blocks }),
  );
  for (const words of readme.commands) {
    await steps.need(`README: ${words.join(' ')}`, () =>
      giveToCommandLine(app, { node, words }),
    );
  }
  await tryBackend({ steps, app, node });
}

function requirePacked(packed, wanted) {
  if (packed.some(({ name }) => name === wanted)) return;
  throw new StepFailure(
    `The README installs ${wanted}, and no such package is published.`,
    `There are: ${packed.map(({ name }) => name).join(', ')}`,
  );
}

async function unpack(app, packed) {
  for (const { name, file } of packed) {
    const folder = path.join(app.directory, 'node_modules', name);
    fs.mkdirSync(folder, { recursive: true });
    await app.run(`unpack-${path.basename(name)}`, {
      command: 'tar',
      args: ['-xzf', file, '--strip-components=1'],
      cwd: folder,
    });
  }
}

/** The backend of the README, and what the legacy app imports, as TypeScript sees them. */
async function checkLines(app, { node, blocks }) {
  write(app, 'packages/backend/src/index.ts', BACKEND);
  write(app, 'app-config.yaml', CONFIG);
  for (const block of blocks) placeBlock(app.directory, block);
  const imports = readLegacyBlocks()
    .flatMap(({ code }) => code.match(/^import [^;]*orchestrator';$/gm) ?? [])
    .join('\n');
  write(app, 'packages/app/src/imports.ts', imports);
  write(
    app,
    'tsconfig.json',
    JSON.stringify({
      extends: '@backstage/cli/config/tsconfig.json',
      include: ['packages/*/src'],
      // What is only imported is not used.
      compilerOptions: {
        noEmit: true,
        incremental: false,
        noUnusedLocals: false,
        jsx: 'react-jsx',
      },
    }),
  );
  await app.run('tsc', {
    command: node.executable,
    args: [path.join(repositoryRoot, 'node_modules/typescript/bin/tsc')],
  });
}

function write({ directory }, name, text) {
  const file = path.join(directory, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

async function giveToCommandLine(app, { node, words }) {
  const [yarn, program, ...args] = words;
  if (yarn !== 'yarn' || program !== 'idp-orchestrator') {
    throw new StepFailure(
      `The README says "${words.join(' ')}".`,
      'The short form knows only our command line: let tools/adoption/inShort.mjs know of it.',
    );
  }
  if (args[0] === 'init') writeTeamContent(app.directory);
  await app.run(`cli-${args[0]}`, {
    command: node.executable,
    args: ['node_modules/@idp/orchestrator-cli/bin/idp-orchestrator', ...args],
  });
}

async function tryBackend({ steps, app, node }) {
  const backend = `http://127.0.0.1:${await findFreePort()}`;
  const program = startBackend({ app, node, backend });
  try {
    await steps.need('The backend starts', () =>
      program.waitFor([`${backend}/.backstage/health/v1/readiness`]),
    );
    const calls = callAs(backend, TOKEN);
    await steps.look('REST: a script', async () => {
      await calls.runScript(SCRIPT_RUN);
    });
    await steps.look('REST: a flow', async () => {
      await calls.runFlow('greet-team');
    });
    await steps.look('The backend stops', () => program.stopBackend());
  } finally {
    program.kill();
  }
}

function startBackend({ app, node, backend }) {
  return app.start('backend', {
    command: node.executable,
    args: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/index.ts',
      '--config',
      '../../app-config.yaml',
    ],
    cwd: path.join(app.directory, 'packages/backend'),
    env: {
      NODE_ENV: 'production',
      APP_CONFIG_backend_listen: `:${new URL(backend).port}`,
    },
  });
}
