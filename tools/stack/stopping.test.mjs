import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTime } from '../../examples/platform/sandbox/processes.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';
import {
  describeSandboxServices,
  findSandboxServices,
} from './sandboxServices.mjs';

function makeFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-stop-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function until(what) {
  const limit = Date.now() + 30_000;
  while (!what()) {
    assert.ok(Date.now() < limit, `not within 30 s: ${what}`);
    await sleep(50);
  }
}

/** A project whose start script waits to be stopped, and then leaves a file. */
function makeProject(folder) {
  const stopRequest = path.join(
    repositoryRoot,
    'tools/stack/onStopRequest.mjs',
  );
  fs.writeFileSync(
    path.join(folder, 'start.mjs'),
    `import fs from 'node:fs';
import { onStopRequest } from ${JSON.stringify(stopRequest)};
onStopRequest(async () => fs.writeFileSync('stopped', ''));
fs.writeFileSync('started', String(process.pid));
setInterval(() => {}, 1_000);
`,
  );
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ scripts: { start: 'true; node start.mjs' } }),
  );
}

for (const [how, signal, target] of [
  ['SIGTERM to npm', 'SIGTERM', pid => pid],
  ['Ctrl-C in the terminal', 'SIGINT', pid => -pid],
]) {
  test(`${how} ends what npm started, in order`, async t => {
    const folder = makeFolder(t);
    makeProject(folder);
    const npm = spawn('npm', ['start'], {
      cwd: folder,
      stdio: 'ignore',
      detached: true,
    });
    t.after(() => npm.kill('SIGKILL'));
    await until(() => fs.existsSync(path.join(folder, 'started')));
    process.kill(target(npm.pid), signal);
    await until(() => fs.existsSync(path.join(folder, 'stopped')));
  });
}

/** A process that a note of the sandbox stands for. */
function startService(t, folder, name) {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const pids = path.join(folder, 'sandbox/development/pid');
  fs.mkdirSync(pids, { recursive: true });
  const note = { pid: child.pid, started: startTime(child.pid) };
  fs.writeFileSync(path.join(pids, `${name}.json`), JSON.stringify(note));
  return child;
}

test('services of the sandbox are named while they run, and only then', async t => {
  const folder = makeFolder(t);
  assert.deepEqual(findSandboxServices(folder), []);
  assert.equal(describeSandboxServices([]), undefined);
  startService(t, folder, 'grafana');
  const opa = startService(t, folder, 'opa');
  const stale = path.join(folder, 'sandbox/development/pid/argocd.json');
  fs.writeFileSync(stale, `{"pid":${process.pid},"started":"1"}`);
  fs.writeFileSync(
    path.join(folder, 'sandbox/development/pid/kiali.json'),
    '{',
  );
  assert.equal(
    describeSandboxServices(findSandboxServices(folder)),
    '2 services of the sandbox (development: grafana, opa)',
  );
  opa.kill('SIGKILL');
  await until(() => findSandboxServices(folder)[0].names.length === 1);
});

test('npm run stop ends them', async t => {
  const folder = makeFolder(t);
  const grafana = startService(t, folder, 'grafana');
  const stop = () =>
    spawnSync(process.execPath, [path.join(repositoryRoot, 'tools/stop.mjs')], {
      env: { ...process.env, IDP_DATA_DIR: folder },
      encoding: 'utf8',
    });
  const ended = stop();
  assert.equal(ended.status, 0, ended.stderr);
  assert.match(
    ended.stdout,
    /Ending 1 service of the sandbox \(development: grafana\)/,
  );
  await until(() => grafana.signalCode !== null);
  assert.match(stop().stdout, /No service of the sandbox runs/);
});
