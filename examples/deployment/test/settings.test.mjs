// What the files of this folder say twice, and what tools of their own say of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { hasShellcheck } from '../../../tools/test/shellcheck.mjs';
import { readCompose } from './readCompose.mjs';

const FOLDER = path.join(import.meta.dirname, '..');
const at = name => path.join(FOLDER, name);
const read = name => fs.readFileSync(at(name), 'utf8');

/** `engine.grace`, and what is needed beside it. */
const BEYOND_SCRIPTS_S = 10 + 20;

function toSeconds(duration) {
  const [, minutes = 0, seconds = 0] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(
    duration,
  );
  return Number(minutes) * 60 + Number(seconds);
}

describe('The grace period of a worker', () => {
  const secrets = {
    POSTGRES_PASSWORD: 'a',
    IDP_API_TOKEN: 'b',
    IDP_ENCRYPTION_KEY: 'c',
  };
  const workersOfKubernetes = {
    'kubernetes.yaml': () =>
      parseAllDocuments(read('kubernetes.yaml')).map(one => one.toJS()),
    'chart-values.yaml': () => parse(read('chart-values.yaml')).extraDeploy,
  };

  it('is as long as its scripts are waited for, and 30 s, in compose.yaml', () => {
    const { worker } = readCompose(at('compose.yaml'), secrets);
    assert.equal(
      toSeconds(worker.stop_grace_period),
      toSeconds(worker.environment.IDP_DRAIN_TIMEOUT) + BEYOND_SCRIPTS_S,
    );
  });

  for (const [file, readAll] of Object.entries(workersOfKubernetes)) {
    it(`is so in ${file}`, () => {
      const { spec } = readAll().find(
        ({ kind, metadata }) =>
          kind === 'Deployment' && metadata.name === 'backstage-worker',
      );
      const pod = spec.template.spec;
      const drain = pod.containers[0].env.find(
        ({ name }) => name === 'IDP_DRAIN_TIMEOUT',
      );
      assert.equal(
        pod.terminationGracePeriodSeconds,
        toSeconds(drain.value) + BEYOND_SCRIPTS_S,
      );
    });
  }
});

describe('The unit of systemd', () => {
  const noSystemd =
    spawnSync('systemd-analyze', ['--version']).status !== 0 &&
    'systemd-analyze is not here';

  it('is one to systemd-analyze', { skip: noSystemd }, t => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-unit-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const unit = path.join(folder, 'backstage.service');
    // It looks whether the command is there.
    const text = read('backstage.service');
    assert.match(text, /^ExecStart=\/usr\/bin\/node /m);
    fs.writeFileSync(unit, text.replace('/usr/bin/node', process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], {
      encoding: 'utf8',
    });
    const said = stderr.split('\n').filter(line => line.includes('backstage'));
    assert.deepEqual([status, said], [0, []]);
  });
});

describe('The script of the image', () => {
  const noShellcheck = !hasShellcheck() && 'shellcheck is not here';

  it('is well by shellcheck', { skip: noShellcheck }, () => {
    const script = at('content/scripts/roll-out.sh');
    const { status, stdout } = spawnSync('shellcheck', [script], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
  });
});
