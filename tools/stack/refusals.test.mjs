// The whole backend as a process: what it refuses to start with.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { ensureNode24 } from '../toolchain/node24.mjs';
import { Backend } from './Backend.mjs';
import { findFreePort } from './ports.mjs';
import { readSettings } from './settings.mjs';

async function createBackend(t, environment) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refusals-'));
  const settings = readSettings({
    IDP_BACKEND_PORT: String(await findFreePort()),
    IDP_DATA_DIR: folder,
  });
  const node = await ensureNode24();
  const backend = new Backend({
    node,
    settings,
    environment: { IDP_METRICS_PORT: 'off', ...environment },
  });
  t.after(async () => {
    await backend.kill();
    fs.rmSync(folder, { recursive: true });
  });
  return backend;
}

for (const [what, environment, why] of [
  ['no token', { IDP_API_TOKEN: '' }, /externalAccess\[0\] has no token/],
  [
    'an open address and the credentials of the example',
    { IDP_HOST: '0.0.0.0' },
    /may not listen on 0\.0\.0\.0[^]*IDP_API_TOKEN[^]*permission\.idpOrchestrator/,
  ],
]) {
  test(`a backend with ${what} ends, listens nowhere, and says what to change`, async t => {
    const backend = await createBackend(t, environment);
    backend.start();
    assert.equal(await backend.ended, 'exit code 1');
    const log = fs.readFileSync(backend.logFile, 'utf8');
    assert.match(log, why);
    assert.doesNotMatch(log, /Listening on/);
  });
}

test('an offset that moves a service beyond its ports is refused before anything is installed', () => {
  assert.throws(
    () => readSettings({ IDP_SANDBOX_PORT_OFFSET: '24000' }),
    ({ message }) =>
      message ===
      'IDP_SANDBOX_PORT_OFFSET is 24000; expected a whole number up to 12766.',
  );
});
