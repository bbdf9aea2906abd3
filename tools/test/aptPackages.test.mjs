import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../toolchain/paths.mjs';

const tool = pathToFileURL(
  path.join(repositoryRoot, 'tools/test/aptPackages.mjs'),
);

/** Asks for a package where apt-get only notes what it is asked; what it said and noted. */
function installIn(t, options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-apt-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const asked = path.join(folder, 'asked');
  const apt = `#!/bin/sh\necho "$@" >> '${asked}'\n`;
  fs.writeFileSync(path.join(folder, 'apt-get'), apt, { mode: 0o755 });
  const code = `import { installAptPackages } from '${tool}';
const isInstalled = await installAptPackages(['lamp'], ${JSON.stringify(options)});
console.log(isInstalled ? 'installed' : 'missing');
`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    },
  );
  assert.equal(status, 0, stderr);
  return {
    said: stdout.trim().split('\n'),
    asked: fs.existsSync(asked) ? fs.readFileSync(asked, 'utf8') : '',
  };
}

test('packages that may not be installed are named, and apt is not asked', t => {
  const { said, asked } = installIn(t, { hint: '', mayInstall: false });
  assert.deepEqual(said, [
    'Missing and not installed: lamp (--no-install says not to).',
    'missing',
  ]);
  assert.equal(asked, '');
});

const isRoot = process.getuid?.() === 0 && fs.existsSync('/etc/debian_version');

test(
  'root on Debian installs them, and says so first',
  { skip: !isRoot && 'this is not root on Debian' },
  t => {
    const { said, asked } = installIn(t, { hint: '' });
    assert.match(said[0], /^Missing, installed by apt-get now: lamp$/);
    assert.equal(said[1], 'installed');
    assert.match(asked, /^update$/m);
    assert.match(asked, /^install -y --no-install-recommends lamp$/m);
  },
);

test(
  'whoever is not root on Debian is told why they are not',
  { skip: isRoot && 'this is root on Debian' },
  t => {
    const { said, asked } = installIn(t, { hint: '' });
    assert.match(said[0], /^Missing and not installed: lamp \(only /);
    assert.doesNotMatch(asked, /install/);
  },
);
