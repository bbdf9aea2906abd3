import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { portOf, SERVICES } from '../sandbox/services.mjs';
import { createSandbox, SCRIPTS } from './sandboxEnvironment.mjs';

const PLATFORM = path.dirname(SCRIPTS);
const scripts = readdirSync(SCRIPTS).filter(name => name.endsWith('.sh'));
const catalog = parse(
  readFileSync(path.join(SCRIPTS, 'catalog.yaml'), 'utf8'),
).scripts;
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;

for (const script of scripts) {
  test(`${script} explains itself`, async () => {
    const { code, stdout } = await createSandbox().run(script, ['--help']);
    assert.equal(code, 0);
    const actions = Object.values(catalog)
      .filter(entry => entry.script === script)
      .flatMap(entry => Object.keys(entry.actions));
    assert.ok(actions.length > 0, 'the script is in the catalog');
    for (const action of actions) assert.match(stdout, new RegExp(action));
  });

  test(`${script} refuses what it does not know, as JSON and with 3`, async () => {
    const sandbox = createSandbox();
    const option = await sandbox.run(script, ['--json', '--tpyo']);
    assert.equal(option.code, 3);
    assert.match(option.json().error, /unknown option: --tpyo/);
    const where = await sandbox.run(script, ['--json'], {
      IDP_ENVIRONMENT: 'moon',
    });
    assert.equal(where.code, 3);
    assert.match(where.json().error, /unknown environment: moon.*staging/);
    assert.equal(existsSync(sandbox.stateDirectory), false);
  });

  test(`${script} says JSON and nothing else, and in a dry run changes nothing`, async () => {
    const sandbox = createSandbox();
    const said = await sandbox.run(script, ['--json', '--dry-run']);
    assert.equal(typeof said.json(), 'object');
    assert.equal(existsSync(sandbox.stateDirectory), false);
    for (const { pid } of [listSandbox(sandbox)].flat()) {
      assert.fail(`a dry run started process ${pid}`);
    }
  });
}

test('a value with quotes, blanks and a dollar reaches the script as it is', async () => {
  // Not the ports of the tests that run at the same time.
  const ports = { IDP_SANDBOX_PORT_OFFSET: '11600' };
  const sandbox = createSandbox(ports);
  const name = `a "b" $(touch pwned) ; 'c' \\ --json`;
  await sandbox.run('backstage-build.sh', ['build', '--platform-name', name]);
  const page = await (
    await fetch(`http://localhost:${portOf({ port: 3000 }, ports)}/`)
  ).text();
  await sandbox.remove();
  assert.match(page, /a &#34;b&#34; \$\(touch pwned\) ; &#39;c&#39; \\ --json/);
  assert.equal(existsSync('pwned'), false);
});

test(
  hasShellcheck
    ? 'shellcheck finds nothing'
    : 'shellcheck finds nothing (skipped: shellcheck is not installed)',
  { skip: !hasShellcheck },
  () => {
    const files = [
      ...scripts,
      ...readdirSync(path.join(SCRIPTS, 'lib')).map(name => `lib/${name}`),
    ];
    const { status, stdout } = spawnSync('shellcheck', files, {
      cwd: SCRIPTS,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
  },
);

test('configuration and catalog know the services that the sandbox has', () => {
  const configured = parse(
    readFileSync(path.join(PLATFORM, 'services.yaml'), 'utf8'),
  );
  const entities = parseAllDocuments(
    readFileSync(path.join(PLATFORM, 'catalog/services.yaml'), 'utf8'),
  ).map(document => document.toJSON());
  assert.deepEqual(
    configured,
    SERVICES.map(service => ({
      name: service.name,
      title: service.title,
      url: `http://localhost:${service.port}`,
      healthPath: service.healthPath,
      ...(service.name === 'localstack' && { environments: ['development'] }),
      ...(service.critical && { critical: true }),
      ...(service.dependsOn.length > 0 && { dependsOn: service.dependsOn }),
      owner: 'group:default/platform-team',
      control: { kind: 'script', script: 'idp', serviceParameter: 'services' },
    })),
  );
  assert.deepEqual(
    entities.map(({ metadata, spec }) => [
      metadata.annotations['idp-orchestrator/service'],
      (spec.dependsOn ?? []).map(ref => ref.replace('component:', '')),
    ]),
    SERVICES.map(({ name, dependsOn }) => [name, dependsOn]),
  );
});

/** What a sandbox has noted of its processes. */
function listSandbox({ stateDirectory }) {
  const folder = path.join(stateDirectory, 'pid');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(name =>
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
  );
}
