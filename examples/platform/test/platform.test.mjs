import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createSandbox } from './sandboxEnvironment.mjs';

const SETUP = [
  ['infrastructure-setup.sh', 'setup-infrastructure'],
  ['auth-management.sh', 'setup-full'],
  ['platform-core.sh', 'setup'],
  ['monitoring-setup.sh', 'setup'],
  ['backstage-build.sh', 'build'],
];

describe('a platform in the sandbox', () => {
  let sandbox;
  const said = [];
  const run = async (script, ...args) => {
    const result = await sandbox.run(script, [...args, '--json']);
    said.push(result.stdout, result.stderr);
    return result;
  };
  const statuses = async (script, action) =>
    (await run(script, action)).json().resources.map(({ status }) => status);

  before(() => {
    sandbox = createSandbox();
  });
  after(() => sandbox.remove());

  it('comes up from nothing', async () => {
    for (const [script, action] of SETUP) {
      const made = await statuses(script, action);
      assert.ok(made.length > 0);
      for (const status of made) assert.match(status, /^(started|created)$/);
    }
  });

  it('is healthy by real requests, with the addresses that answer', async () => {
    const { code, json } = await run('health-check.sh', 'check');
    const platform = json();
    assert.equal(code, 0);
    assert.deepEqual(
      [platform.status, platform.score, platform.ready],
      ['healthy', 100, true],
    );
    assert.equal(Object.keys(platform.services).length, 14);
    for (const url of Object.values(platform.urls)) {
      assert.ok((await fetch(url)).headers);
    }
  });

  it('is left as it is when it is set up again', async () => {
    for (const [script, action] of SETUP) {
      assert.deepEqual(
        new Set(await statuses(script, action)),
        new Set(['existing']),
      );
    }
  });

  it('has nine groups and a test user for each, and shows no secret', async () => {
    const { resources } = (await run('auth-management.sh', 'status')).json();
    const groups = resources.filter(({ kind }) => kind === 'group');
    assert.equal(groups.length, 9);
    const file = path.join(sandbox.stateDirectory, 'credentials.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const secrets = Object.values(JSON.parse(readFileSync(file, 'utf8')));
    assert.equal(secrets.length, 10);
    await run('idp.sh', 'credentials');
    for (const secret of secrets) assert.ok(!said.join('').includes(secret));
  });

  it('says which service is down, and how to bring it back', async () => {
    await run('idp.sh', 'stop', '--services', 'grafana');
    const { code, json } = await run('health-check.sh', 'check');
    const { status, services, urls, recommendations, ready } = json();
    assert.equal(code, 2);
    assert.deepEqual([status, ready], ['degraded', true]);
    assert.equal(services.grafana.reason, 'nothing listens at its address');
    assert.ok(!('grafana' in urls));
    assert.match(recommendations[0].text, /idp\.sh start --services grafana/);
    const started = await run('idp.sh', 'start', '--services', 'grafana');
    assert.deepEqual(
      started.json().resources.map(({ name, status: now }) => [name, now]),
      [['grafana', 'started']],
    );
  });

  it('is unhealthy when a critical service is told to answer with errors', async () => {
    const folder = path.join(sandbox.stateDirectory, 'fail');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'argo-cd'), 'unhealthy');
    const { json } = await run('health-check.sh', 'check', 'argo-cd');
    assert.equal(json().ready, false);
    writeFileSync(path.join(folder, 'argo-cd'), '');
  });

  it('tells which service did not start, and ends with 1', async () => {
    await run('idp.sh', 'stop', '--services', 'kiali');
    const failed = await sandbox.run('monitoring-setup.sh', ['--json'], {
      IDP_SANDBOX_FAIL: 'kiali',
    });
    assert.equal(failed.code, 1);
    assert.match(failed.json().error, /not all services came up: kiali/);
    assert.match(failed.stderr, /Kiali: .*told to fail at its start/);
  });

  it('stops those that need others first', async () => {
    const { resources } = (await run('idp.sh', 'stop')).json();
    const order = resources.map(({ name }) => name);
    assert.ok(order.indexOf('backstage') < order.indexOf('argo-cd'));
    assert.ok(order.indexOf('kiali') < order.indexOf('istio'));
    const { code, json } = await run('health-check.sh', 'check');
    assert.equal(code, 1);
    assert.equal(json().score, 0);
  });

  it('says which port is taken', async () => {
    const other = createSandbox();
    await run('infrastructure-setup.sh', 'setup-opa');
    const { code, stderr } = await other.run('infrastructure-setup.sh', [
      'setup-opa',
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /port 19481 is taken.*IDP_SANDBOX_PORT_OFFSET/);
  });
});

describe('outside of development', () => {
  it('there is neither LocalStack nor a test user', async () => {
    const sandbox = createSandbox({ IDP_ENVIRONMENT: 'staging' });
    const names = async script =>
      (await sandbox.run(script, ['--json', '--dry-run']))
        .json()
        .resources.map(({ name }) => name);
    assert.deepEqual(await names('infrastructure-setup.sh'), ['opa']);
    assert.ok(
      !(await names('auth-management.sh')).some(name => /test/.test(name)),
    );
    const refused = await sandbox.run('infrastructure-setup.sh', [
      'setup-localstack',
    ]);
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /LocalStack belongs to development/);
  });
});
