import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readSettings, settingsAsEnvironment } from './settings.mjs';

const POSIX = { skip: process.platform === 'win32' && 'has no modes of files' };

/** A data folder that is not there yet, for a user who hides nothing. */
function newFolder(t) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
  const mask = process.umask(0);
  t.after(() => {
    process.umask(mask);
    fs.rmSync(parent, { recursive: true });
  });
  return path.join(parent, 'deep', 'data');
}

const modeOf = file => (fs.statSync(file).mode & 0o777).toString(8);

test('each checkout has a token and a key of its own, which stay the same', t => {
  const folders = [newFolder(t), newFolder(t)];
  const [one, other] = folders.map(folder =>
    readSettings({ IDP_DATA_DIR: folder }),
  );
  assert.notEqual(one.token, other.token);
  assert.notEqual(one.encryptionKey, other.encryptionKey);
  assert.match(one.token, /^idp-local-[\w-]{43}$/);
  assert.equal(Buffer.from(one.encryptionKey, 'base64').length, 32);
  assert.deepEqual(readSettings({ IDP_DATA_DIR: folders[0] }), one);
  const environment = settingsAsEnvironment(one);
  assert.equal(environment.IDP_API_TOKEN, one.token);
  assert.equal(environment.IDP_ENCRYPTION_KEY, one.encryptionKey);
  assert.equal(fs.readFileSync(one.tokenFile, 'utf8').trim(), one.token);
});

test('secrets and the folder they are in are for the owner only', POSIX, t => {
  const folder = newFolder(t);
  readSettings({ IDP_DATA_DIR: folder });
  assert.equal(modeOf(folder), '700');
  assert.equal(modeOf(path.dirname(folder)), '700');
  const names = fs.readdirSync(folder).sort();
  assert.deepEqual(
    names.map(name => [name, modeOf(path.join(folder, name))]),
    [
      ['api-token', '600'],
      ['encryption-key', '600'],
      ['logs', '700'],
      ['sandbox', '700'],
      ['spool', '700'],
      ['sqlite', '700'],
    ],
  );
});

test('what others could read is closed to them', POSIX, t => {
  const folder = newFolder(t);
  const { tokenFile } = readSettings({ IDP_DATA_DIR: folder });
  for (const name of ['sqlite', 'logs']) {
    fs.chmodSync(path.join(folder, name), 0o755);
  }
  fs.chmodSync(tokenFile, 0o644);
  readSettings({ IDP_DATA_DIR: folder });
  assert.equal(modeOf(tokenFile), '600');
  assert.equal(modeOf(path.join(folder, 'sqlite')), '700');
  assert.equal(modeOf(path.join(folder, 'logs')), '700');
});

test('a token and a key of the user are taken instead, and nothing is made', t => {
  const folder = newFolder(t);
  const settings = readSettings({
    IDP_DATA_DIR: folder,
    IDP_API_TOKEN: 'a-secret-of-my-own',
    IDP_ENCRYPTION_KEY: 'a-key-of-my-own',
  });
  assert.equal(settings.token, 'a-secret-of-my-own');
  assert.equal(settings.encryptionKey, 'a-key-of-my-own');
  assert.equal(settings.tokenFile, undefined);
  assert.equal(fs.existsSync(path.join(folder, 'api-token')), false);
});

test('a file that lost its secret is told, and what to do', t => {
  const folder = newFolder(t);
  const { tokenFile } = readSettings({ IDP_DATA_DIR: folder });
  fs.writeFileSync(tokenFile, '\n');
  assert.throws(() => readSettings({ IDP_DATA_DIR: folder }), {
    name: 'StepFailure',
    message: /api-token is empty/,
    nextAction: /Delete it/,
  });
});
