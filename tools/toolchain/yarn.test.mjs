import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { dataDirectory, repositoryRoot } from './paths.mjs';

/** A clone in small: the tools as they are, and a project without dependencies. */
function makeClone(t) {
  const clone = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-clone-'));
  t.after(() => fs.rmSync(clone, { recursive: true, force: true }));
  for (const part of ['tools', '.yarn/releases', '.yarnrc.yml']) {
    fs.cpSync(path.join(repositoryRoot, part), path.join(clone, part), {
      recursive: true,
    });
  }
  const toolchain = path.join(dataDirectory, 'toolchain');
  if (fs.existsSync(toolchain)) {
    fs.mkdirSync(path.join(clone, '.data'));
    fs.symlinkSync(toolchain, path.join(clone, '.data/toolchain'));
  }
  fs.writeFileSync(
    path.join(clone, 'package.json'),
    JSON.stringify({
      name: 'clone',
      packageManager: 'yarn@4.13.0',
      workspaces: ['packages/*'],
      scripts: { bench: 'echo measured' },
    }),
  );
  fs.mkdirSync(path.join(clone, 'packages'));
  fs.writeFileSync(path.join(clone, 'yarn.lock'), '');
  return {
    clone,
    yarn: (...args) =>
      spawnSync(process.execPath, [path.join(clone, 'tools/yarn'), ...args], {
        cwd: clone,
        encoding: 'utf8',
        env: {
          ...process.env,
          CI: 'false',
          YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
        },
      }),
  };
}

test('a script in a fresh clone finds its dependencies installed, by the lock file', t => {
  const { clone, yarn } = makeClone(t);
  const made = yarn('install');
  assert.equal(made.status, 0, made.stdout + made.stderr);
  fs.rmSync(path.join(clone, 'node_modules'), { recursive: true });

  const first = yarn('bench');
  assert.equal(first.status, 0, first.stdout + first.stderr);
  assert.match(first.stderr, /Installing the dependencies, by the lock file/);
  assert.match(first.stdout, /^measured$/m);

  const second = yarn('bench');
  assert.doesNotMatch(second.stderr, /Installing/);
  assert.match(second.stdout, /^measured$/m);
});

test('a clone whose lock file does not fit says so, and what to do', t => {
  const { clone, yarn } = makeClone(t);
  yarn('install');
  fs.rmSync(path.join(clone, 'node_modules'), { recursive: true });
  fs.writeFileSync(path.join(clone, 'yarn.lock'), '');
  const { status, stderr } = yarn('bench');
  assert.equal(status, 1);
  assert.match(stderr, /Installing the dependencies failed/);
  assert.match(stderr, /run `tools\/yarn install` once/);
});
