// How long the built command takes, as it is installed: `npm run bench:cli`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../..',
);
const place = path.join(root, '.data/cli-bench');
const PACKAGES = [
  'plugins/idp-orchestrator-common',
  'plugins/idp-orchestrator-node',
  'plugins/idp-orchestrator-backend',
  'packages/cli',
];
const TIMES = 15;

function build(folder) {
  const cwd = path.join(root, folder);
  const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  run([cli, 'package', 'build'], { cwd });
}

function run(args, options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    ...options,
  });
  if (status === 0) return stdout;
  throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
}

/** Puts a package where Node.js finds it, as its registry would have it. */
function install(folder) {
  const from = path.join(root, folder);
  const text = fs.readFileSync(path.join(from, 'package.json'), 'utf8');
  const description = JSON.parse(text);
  const to = path.join(place, 'node_modules', description.name);
  fs.mkdirSync(to, { recursive: true });
  const { main } = description.publishConfig;
  const published = JSON.stringify({ ...description, main });
  fs.writeFileSync(path.join(to, 'package.json'), published);
  for (const name of description.files) {
    if (!fs.existsSync(path.join(from, name))) continue;
    fs.cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  }
}

/** A folder of many scripts and flows, all of them good. */
function writePlatform(count) {
  const folder = path.join(place, 'platform');
  fs.mkdirSync(path.join(folder, 'flows'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'scripts'), { recursive: true });
  const entries = [];
  for (let n = 0; n < count; n++) {
    const script = path.join(folder, `scripts/s${n}.sh`);
    fs.writeFileSync(script, '#!/bin/bash\ntrue\n', { mode: 0o755 });
    entries.push(`  s${n}:
    title: Script ${n}
    script: s${n}.sh
    risk: low
    parameters:
      name: { type: string, as: positional }
      count: { type: integer, minimum: 1 }
    actions:
      show: { readOnly: true, required: [name] }
      change: { required: [name] }
    defaultAction: show`);
    fs.writeFileSync(
      path.join(folder, `flows/f${n}.yaml`),
      `id: f${n}
title: Flow ${n}
risk: low
input:
  type: object
  properties: { name: { type: string } }
steps:
  - id: a
    uses: script
    with: { script: s${n}, args: { name: '\${{ input.name }}' } }
  - id: b
    needs: [a]
    if: steps.a.status == 'succeeded'
    uses: script
    with: { script: s${n}, action: change, args: { name: x, count: 2 } }
`,
    );
  }
  const catalog = `apiVersion: idp-orchestrator/v1\nscripts:\n${entries.join('\n')}\n`;
  fs.writeFileSync(path.join(folder, 'scripts/catalog.yaml'), catalog);
  return folder;
}

function measure(name, args) {
  const bin = path.join(
    place,
    'node_modules/@idp/orchestrator-cli/bin/idp-orchestrator',
  );
  const times = [];
  for (let n = 0; n < TIMES; n++) {
    const start = performance.now();
    run([bin, ...args]);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[Math.floor(TIMES / 2)], times.at(-1)];
  console.log(
    `${name}: ${Math.round(median)} ms (worst of ${TIMES}: ${Math.round(worst)} ms)`,
  );
}

if (!process.argv.includes('--built')) {
  // Packages are built from their types, which a fresh clone has not yet.
  run([path.join(root, 'node_modules/typescript/bin/tsc')], { cwd: root });
  PACKAGES.forEach(build);
}
fs.rmSync(place, { recursive: true, force: true });
PACKAGES.forEach(install);
const folder = writePlatform(100);
measure('--version', ['--version']);
measure('--help', ['--help']);
measure('run --help', ['run', '--help']);
measure('init of 10 scripts', [
  'init',
  path.join(root, 'examples/ten-scripts/scripts'),
  '--stdout',
]);
measure('check of 100 scripts and 100 flows', [
  'check',
  '--scripts',
  path.join(folder, 'scripts'),
  '--flows',
  path.join(folder, 'flows'),
]);
