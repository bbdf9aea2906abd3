// The commands that the Kubernetes runtime gives, on stand-ins for docker,
// kubectl and helm: a cluster is nothing that a test can bring along.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createSandbox } from './sandboxEnvironment.mjs';

describe('the kubernetes runtime, by the commands it gives', () => {
  let folder;
  let commands;
  let platform;

  const standIn = (name, body = '') => {
    const file = path.join(folder, name);
    writeFileSync(
      file,
      `#!/bin/sh\necho "${name} $*" >> '${commands}'\n${body}\n`,
    );
    chmodSync(file, 0o755);
  };
  const given = () =>
    existsSync(commands)
      ? readFileSync(commands, 'utf8').trim().split('\n')
      : [];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'idp-kubernetes-'));
    commands = path.join(folder, 'commands');
    platform = createSandbox({
      IDP_RUNTIME: 'kubernetes',
      PATH: `${folder}:${process.env.PATH}`,
    });
    standIn('docker');
    standIn('kubectl', 'case "$*" in *current-context*) echo here ;; esac');
    standIn('helm', 'case "$1" in status) exit 1 ;; esac');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('installs charts in pinned versions, and waits for them', async () => {
    const { code, json } = await platform.run('platform-core.sh', ['--json']);
    assert.equal(code, 0);
    assert.deepEqual(
      json().resources.map(({ name, status }) => `${name} ${status}`),
      [
        'istio-base created',
        'istiod created',
        'argo-cd created',
        'argo-workflows created',
        'crossplane created',
        'external-secrets created',
      ],
    );
    const installs = given().filter(line => line.startsWith('helm upgrade'));
    assert.equal(installs.length, 6);
    for (const line of installs) {
      assert.match(line, /--version \d+\.\d+\.\d+ .*--create-namespace --wait/);
    }
  });

  it('in a dry run asks nobody, and says what it would run', async () => {
    const { code, stdout } = await platform.run('monitoring-setup.sh', [
      '--dry-run',
    ]);
    assert.equal(code, 0);
    assert.match(stdout, /would run: helm upgrade --install grafana/);
    assert.deepEqual(given(), []);
  });

  it('ends with 4 when no cluster answers, before anything is changed', async () => {
    standIn('kubectl', 'case "$*" in *readyz*) exit 1 ;; esac');
    const { code, stderr } = await platform.run('platform-core.sh', []);
    assert.equal(code, 4);
    assert.match(stderr, /no cluster answers/);
    assert.ok(!given().some(line => line.startsWith('helm upgrade')));
  });

  it('looks for every prerequisite, and names what is missing', async () => {
    standIn('docker', 'case "$1" in info) exit 1 ;; esac');
    const { code, json } = await platform.run('check-prerequisites.sh', [
      '--json',
    ]);
    assert.equal(code, 4);
    assert.match(json().error, /the docker daemon does not answer/);
    // An option that newer versions of kubectl no longer know.
    assert.ok(
      !given().some(
        line => line.includes('--short') && line.startsWith('kubectl'),
      ),
    );
  });

  it('deploys the Backstage that it has built', async () => {
    standIn('yarn');
    writeFileSync(path.join(folder, 'package.json'), '{}');
    const { code } = await platform.run('backstage-build.sh', [
      'build',
      '--source',
      folder,
      '--platform-name',
      'My IDP',
    ]);
    assert.equal(code, 0);
    const order = given().filter(line =>
      /^(yarn|docker build|kubectl (set|rollout))/.test(line),
    );
    assert.deepEqual(order, [
      'yarn install --immutable',
      'yarn tsc',
      'yarn build:backend',
      'docker build --tag idp/backstage:development --file packages/backend/Dockerfile .',
      'kubectl set image deployment/backstage backstage=idp/backstage:development --namespace backstage',
      'kubectl set env deployment/backstage APP_CONFIG_app_title=My IDP --namespace backstage',
      'kubectl rollout status deployment/backstage --namespace backstage --timeout=5m',
    ]);
  });

  it('counts ready replicas for what they are', async () => {
    const workload = ([namespace, name], ready, wanted) => ({
      metadata: { namespace, name },
      spec: { replicas: wanted },
      status: { readyReplicas: ready },
    });
    const items = [
      workload(['istio-system', 'istiod'], 1, 1),
      workload(['istio-system', 'grafana'], 1, 2),
      workload(['backstage', 'backstage'], undefined, 1),
    ];
    const file = path.join(folder, 'workloads.json');
    writeFileSync(file, JSON.stringify({ items }));
    standIn('kubectl', `case "$*" in *--output=json*) cat '${file}' ;; esac`);
    const { code, json } = await platform.run('health-check.sh', [
      'check',
      'istio',
      'grafana',
      'backstage',
      '--json',
    ]);
    const { services } = json();
    assert.equal(code, 1);
    assert.deepEqual(
      Object.entries(services).map(([name, { health, reason }]) => [
        name,
        health,
        reason,
      ]),
      [
        ['istio', 'healthy', undefined],
        ['grafana', 'degraded', '1 of 2 replicas are ready'],
        ['backstage', 'down', '0 of 1 replicas are ready'],
      ],
    );
  });
});
