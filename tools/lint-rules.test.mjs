// The rules about structure pass in silence when they are set up wrongly, so
// each of them has to find a violation that is put where it must not be.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ESLint } from 'eslint';
import { repositoryRoot } from './toolchain/paths.mjs';

const BACKEND = 'plugins/idp-orchestrator-backend/src';
const FRONTEND = 'plugins/idp-orchestrator/src';
const COMMON = 'plugins/idp-orchestrator-common/src';
const NODE = 'plugins/idp-orchestrator-node/src';
const MODULE = 'plugins/idp-orchestrator-scaffolder-backend-module/src';

const eslint = new ESLint({
  cwd: repositoryRoot,
  // The texts below are in no TypeScript project, because no file has them.
  overrideConfig: {
    overrides: [
      {
        files: ['**/violation.*'],
        parserOptions: { project: null },
        rules: { '@typescript-eslint/no-floating-promises': 'off' },
      },
    ],
  },
});

async function rulesBroken(folder, text, file = 'violation.ts') {
  const filePath = path.join(repositoryRoot, folder, file);
  const [result] = await eslint.lintText(text, { filePath });
  const fatal = result.messages.find(message => message.fatal);
  assert.equal(fatal, undefined, fatal?.message);
  return result.messages.map(message => message.ruleId);
}

/** What is imported is looked for from the folder, so it has to be there. */
const needs = folder => ({
  skip:
    !fs.existsSync(path.join(repositoryRoot, folder)) &&
    `there is no ${folder} yet`,
});

function forbids(folder, text, rule) {
  test(`${folder} may not say: ${text}`, needs(folder), async () => {
    assert.ok((await rulesBroken(folder, text)).includes(rule));
  });
}

function allows(folder, text, rule) {
  test(`${folder} may say: ${text}`, needs(folder), async () => {
    assert.ok(!(await rulesBroken(folder, text)).includes(rule));
  });
}

const PATHS = 'import/no-restricted-paths';
const LIBRARIES = '@typescript-eslint/no-restricted-imports';

forbids(FRONTEND, "import '../../idp-orchestrator-backend/src/ports';", PATHS);
forbids(
  FRONTEND,
  "import '@idp/backstage-plugin-idp-orchestrator-node';",
  PATHS,
);
forbids(COMMON, "import '../../idp-orchestrator-node/src';", PATHS);
allows(
  FRONTEND,
  "import '@idp/backstage-plugin-idp-orchestrator-common';",
  PATHS,
);

forbids(`${BACKEND}/calendar`, "import '../waiting/systemClock';", PATHS);
forbids(`${BACKEND}/flows`, "import 'croner';", LIBRARIES);
allows(`${BACKEND}/calendar`, "import 'croner';", LIBRARIES);

for (const name of ['', '-backend', '-node']) {
  forbids(
    MODULE,
    `import '@idp/backstage-plugin-idp-orchestrator${name}';`,
    PATHS,
  );
}
forbids(
  MODULE,
  "import '../../idp-orchestrator-backend/src/operations';",
  PATHS,
);
allows(
  MODULE,
  "import '@idp/backstage-plugin-idp-orchestrator-common';",
  PATHS,
);
for (const folder of [FRONTEND, BACKEND, COMMON, NODE]) {
  forbids(
    folder,
    "import '../../idp-orchestrator-scaffolder-backend-module/src';",
    PATHS,
  );
}

for (const folder of ['engine', 'bridge', 'rest', 'database', 'flows']) {
  forbids(`${BACKEND}/${folder}`, "import '../plugin';", PATHS);
}
forbids(`${BACKEND}/bridge`, "import '../database';", PATHS);
forbids(`${BACKEND}/bridge`, "import '../pods';", PATHS);
forbids(`${BACKEND}/pods`, "import '../database';", PATHS);
allows(`${BACKEND}/pods`, "import '../cluster/watch/watchUntil';", PATHS);
allows(`${BACKEND}/pods`, "import '../bridge/output/Masker';", PATHS);
forbids(`${BACKEND}/database`, "import '../dispatch';", PATHS);
forbids(`${BACKEND}/dispatch`, "import '../engine';", PATHS);
forbids(`${BACKEND}/engine`, "import '../database';", PATHS);
forbids(`${BACKEND}/engine`, "import '../steps';", PATHS);
forbids(`${BACKEND}/steps`, "import '../engine/execution/executeStep';", PATHS);
forbids(`${BACKEND}/flows`, "import '../operations';", PATHS);
forbids(`${BACKEND}/problems`, "import '../ports';", PATHS);
forbids(`${BACKEND}/schemas`, "import '../problems/badInput';", PATHS);
allows(`${BACKEND}/engine`, "import '../schemas/linearPattern';", PATHS);
forbids(`${BACKEND}/waiting`, "import '../engine';", PATHS);
allows(`${BACKEND}/waiting`, "import '../ports';", PATHS);
forbids(`${BACKEND}/keys`, "import '../ports';", PATHS);
forbids(`${BACKEND}/kernel`, "import '../ports';", PATHS);
forbids(`${BACKEND}/engine`, "import '../kernel/processStat';", PATHS);
allows(`${BACKEND}/dispatch`, "import '../kernel/processStat';", PATHS);
allows(`${BACKEND}/bridge`, "import '../problems/nameNearest';", PATHS);
forbids(`${BACKEND}/operations`, "import '../compose/platform';", PATHS);
forbids(`${BACKEND}/operations`, "import '../database';", PATHS);
forbids(`${BACKEND}/access`, "import '../rest';", PATHS);
forbids(`${BACKEND}/rest`, "import '../database';", PATHS);
forbids(`${BACKEND}/rest`, "import '../windmill';", PATHS);
forbids(`${BACKEND}/agents`, "import '../engine';", PATHS);
forbids(`${BACKEND}/windmill`, "import '../engine';", PATHS);
allows(`${BACKEND}/engine`, "import '../ports';", PATHS);
allows(`${BACKEND}/database`, "import '../ports';", PATHS);
allows(`${BACKEND}/windmill`, "import '../operations/Operation';", PATHS);

forbids(`${BACKEND}/engine`, "import type { Knex } from 'knex';", LIBRARIES);
forbids(`${BACKEND}/database`, "import express from 'express';", LIBRARIES);
forbids(`${BACKEND}`, "import '@kubernetes/client-node';", LIBRARIES);
forbids(`${BACKEND}/rest`, "import knex from 'knex';", LIBRARIES);
allows(`${BACKEND}/database`, "import knex from 'knex';", LIBRARIES);

forbids(
  COMMON,
  'export const value: any = 1;',
  '@typescript-eslint/no-explicit-any',
);

const lines = count => 'call();\n'.repeat(count);

const SYNTAX = 'no-restricted-syntax';

forbids(`${BACKEND}/compose`, 'compose({ ...services, clock });', SYNTAX);
allows(`${BACKEND}/compose`, 'compose({ clock, all: [...flows] });', SYNTAX);
allows(`${BACKEND}/operations`, 'start({ ...services, clock });', SYNTAX);
test('a spread of an object is found in plugin.ts', async () => {
  const text = 'compose({ ...services, clock });';
  const inPlugin = await rulesBroken(BACKEND, text, 'plugin.ts');
  assert.ok(inPlugin.includes(SYNTAX));
});
test('plugin.ts has at most 90 lines', async () => {
  const inPlugin = count => rulesBroken(BACKEND, lines(count), 'plugin.ts');
  assert.ok(!(await inPlugin(90)).includes('max-lines'));
  assert.ok((await inPlugin(91)).includes('max-lines'));
});
forbids(`${BACKEND}/steps`, 'wait(Date.now());', SYNTAX);
forbids(`${BACKEND}/steps`, 'tell(new Date());', SYNTAX);
forbids(`${BACKEND}/bridge`, 'wait(performance.now());', SYNTAX);
forbids(`${BACKEND}/compose`, 'wait(process.hrtime.bigint());', SYNTAX);
allows(`${BACKEND}/steps`, 'tell(new Date(clock.now()));', SYNTAX);
test('the clocks of the host are read in one file', async () => {
  const folder = `${BACKEND}/waiting`;
  const read = file => rulesBroken(folder, 'wait(Date.now());', file);
  assert.ok(!(await read('systemClock.ts')).includes(SYNTAX));
  assert.ok((await read('WakeableTimer.ts')).includes(SYNTAX));
});
// Ours does not take the place of what Backstage restricts.
forbids(`${BACKEND}/compose`, 'read(__dirname);', SYNTAX);

test('a file of more than 300 lines is too long, a test of 500', async () => {
  assert.ok((await rulesBroken(COMMON, lines(301))).includes('max-lines'));
  const asTest = text => rulesBroken(COMMON, text, 'violation.test.ts');
  assert.ok(!(await asTest(lines(499))).includes('max-lines'));
  assert.ok((await asTest(lines(501))).includes('max-lines'));
});

test('a function of more than 70 lines is too long, a component of 120', async () => {
  const text = count => `export function f() {\n${lines(count)}}\n`;
  const rule = 'max-lines-per-function';
  assert.ok((await rulesBroken(COMMON, text(70))).includes(rule));
  const asComponent = count =>
    rulesBroken(FRONTEND, text(count), 'violation.tsx');
  assert.ok(!(await asComponent(110)).includes(rule));
  assert.ok((await asComponent(120)).includes(rule));
});

test('a fourth parameter and a fourth level of nesting are too many', async () => {
  const text =
    'export function f(a: 1, b: 1, c: 1, d: 1) { if (a) { if (b) { if (c) { if (d) { f(a, b, c, d); } } } } }';
  const broken = await rulesBroken(COMMON, text);
  assert.ok(broken.includes('max-params'));
  assert.ok(broken.includes('max-depth'));
});

// In CI the parser would read the file on the disk, and not our text.
process.env.TSESTREE_SINGLE_RUN = 'false';

test('a promise that nobody waits for is found', async () => {
  const real = new ESLint({ cwd: repositoryRoot });
  const filePath = path.join(repositoryRoot, COMMON, 'index.ts');
  const [result] = await real.lintText('Promise.resolve(1);\n', { filePath });
  assert.deepEqual(
    result.messages
      .map(message => message.ruleId)
      .filter(rule => rule === '@typescript-eslint/no-floating-promises'),
    ['@typescript-eslint/no-floating-promises'],
  );
});

// On macOS and Windows an import of one would find the other.
test('no two modules of a folder differ in nothing but upper and lower case', () => {
  const modules = fs
    .globSync('{benchmarks,e2e,examples,packages,plugins}/**/*.{ts,tsx}', {
      cwd: repositoryRoot,
      exclude: ({ name }) => name === 'node_modules' || name === 'dist',
      withFileTypes: true,
    })
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter(file => !/\.test\.tsx?$/.test(file))
    .map(file => file.replace(/\.tsx?$/, '').toLowerCase());
  const twice = modules.filter((name, at) => modules.indexOf(name) !== at);
  assert.ok(modules.length > 100);
  assert.deepEqual(twice, []);
});

test('no folder has more files than a reader takes in', () => {
  const files = fs
    .globSync('{benchmarks,e2e,examples,packages,plugins,tools}/**/*.*', {
      cwd: repositoryRoot,
      exclude: ({ name }) => ['node_modules', 'dist'].includes(name),
      withFileTypes: true,
    })
    .filter(entry => entry.isFile());
  const counts = new Map();
  for (const { parentPath } of files) {
    const folder = path.relative(repositoryRoot, parentPath);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  assert.ok(counts.size > 50);
  // Migrations are never changed or moved, and are found in one folder.
  counts.delete('plugins/idp-orchestrator-backend/migrations');
  assert.deepEqual(
    [...counts].filter(([, count]) => count > 25),
    [],
  );
});
