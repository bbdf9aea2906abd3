import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checkArchives } from './checkArchives.mjs';

test('An archive whose types are missing, or that asks for a workspace, is told', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-archive-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const manifest = {
    name: 'pages',
    version: '1.2.0',
    type: 'commonjs',
    license: 'Apache-2.0',
    engines: { node: '24' },
    main: 'index.js',
    types: 'src/index.ts',
    dependencies: { words: 'workspace:^' },
    backstage: { role: 'cli' },
  };
  const content = path.join(folder, 'package');
  fs.mkdirSync(content);
  fs.writeFileSync(path.join(content, 'index.js'), 'exports.a = 1;\n');
  fs.writeFileSync(
    path.join(content, 'package.json'),
    JSON.stringify(manifest),
  );
  const file = path.join(folder, 'pages-1.2.0.tgz');
  execFileSync('tar', ['-czf', file, '-C', folder, 'package']);

  const { checked, needless } = await checkArchives([
    { name: 'pages', version: '1.2.0', file },
  ]);

  assert.equal(checked.length, 1);
  assert.equal(checked[0].files, 2);
  assert.deepEqual(checked[0].problems, [
    'pages: publint FILE_DOES_NOT_EXIST: pkg.types is src/index.ts but the file does not exist.',
    'pages: words has the range workspace:^, which nobody else can install',
  ]);
  // Nothing here needs any line of ignoredRules.mjs.
  assert.ok(needless.length > 0);
});
