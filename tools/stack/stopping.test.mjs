import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTime } from '../../examples/platform/sandbox/processes.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';
import { describeLeft } from './describeLeft.mjs';
import {
  describeSandboxServices,
  findSandboxServices,
} from './sandboxServices.mjs';
import {
  describeScriptsUnderWay,
  findScriptsUnderWay,
} from './scriptsUnderWay.mjs';

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

const moduleOf = file => JSON.stringify(path.join(repositoryRoot, file));

/** Starts code as a module of its own, in a folder; ends it after the test. */
function startModule(t, folder, code) {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.after(() => child.kill('SIGKILL'));
  child.output = '';
  child.stdout.on('data', text => {
    child.output += text;
  });
  return child;
}

test('what is under way when a stop is asked for ends too, with all that it has started', async t => {
  const folder = makeFolder(t);
  const child = startModule(
    t,
    folder,
    `import { onStopRequest } from ${moduleOf('tools/stack/onStopRequest.mjs')};
import { runLogged } from ${moduleOf('tools/toolchain/runLogged.mjs')};
onStopRequest(async () => {});
await runLogged({
  command: 'bash',
  args: ['-c', 'sleep 600 & echo $! > below; wait'],
  env: process.env,
  logFile: 'log',
  what: 'Waiting',
  hint: '',
});
`,
  );
  const note = path.join(folder, 'below');
  await until(() => fs.existsSync(note) && fs.readFileSync(note).length > 0);
  const below = Number(fs.readFileSync(note, 'utf8'));
  assert.ok(startTime(below));
  child.kill('SIGTERM');
  await until(() => child.exitCode !== null);
  assert.equal(child.exitCode, 0);
  await until(() => startTime(below) === undefined);
});

test('a second Ctrl-C does not wait, and says what that leaves', async t => {
  const child = startModule(
    t,
    makeFolder(t),
    `import { onStopRequest } from ${moduleOf('tools/stack/onStopRequest.mjs')};
onStopRequest(
  () => new Promise(() => console.log('stopping')),
  { hurry: () => console.log('left: nothing') },
);
setInterval(() => {}, 1_000);
console.log('started');
`,
  );
  await until(() => child.output.includes('started'));
  child.kill('SIGINT');
  await until(() => child.output.includes('stopping'));
  child.kill('SIGINT');
  await until(() => child.exitCode !== null);
  assert.equal(child.exitCode, 1);
  assert.match(child.output, /left: nothing/);
});

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

/** An attempt whose supervisor is a process, as the supervisor notes itself. */
function startAttempt(t, folder, { step, launch }) {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const attempt = path.join(folder, 'spool', 'a-run', step, '1');
  fs.mkdirSync(attempt, { recursive: true });
  const stat =
    process.platform === 'linux'
      ? fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').trim()
      : startTime(child.pid);
  fs.writeFileSync(
    path.join(attempt, 'identity.1'),
    `pid ${child.pid}\nboot x\nat 1\nstat ${stat}\nend\n`,
  );
  fs.writeFileSync(path.join(attempt, 'launch.json'), launch);
  return child;
}

test('scripts that go on without a backend are named while they do', async t => {
  const folder = makeFolder(t);
  assert.deepEqual(findScriptsUnderWay(folder), []);
  assert.equal(describeScriptsUnderWay([]), undefined);
  startAttempt(t, folder, { step: 'build', launch: '{"title":"Build: All"}' });
  const cut = startAttempt(t, folder, { step: 'deploy', launch: '{"tit' });
  fs.writeFileSync(path.join(folder, 'spool', 'spool-id'), 'x');
  // Its number is another process by now.
  const gone = path.join(folder, 'spool', 'a-run', 'gone', '1');
  fs.mkdirSync(gone, { recursive: true });
  fs.writeFileSync(
    path.join(gone, 'identity.1'),
    `pid ${process.pid}\nstat 1 (bash) S ${'0 '.repeat(30)}\nend\n`,
  );
  assert.equal(
    describeScriptsUnderWay(findScriptsUnderWay(folder)),
    '2 scripts (Build: All, deploy)',
  );
  assert.deepEqual(
    describeLeft(folder, { services: 'run', scripts: 'go on' }),
    ['2 scripts (Build: All, deploy): go on.'],
  );
  cut.kill('SIGKILL');
  await until(() => findScriptsUnderWay(folder).length === 1);
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
