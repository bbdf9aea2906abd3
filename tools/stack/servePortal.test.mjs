import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { findFreePort } from './ports.mjs';
import { servePortal } from './servePortal.mjs';

async function startPortal(t) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-'));
  const directory = path.join(parent, 'dist');
  fs.mkdirSync(path.join(directory, 'static'), { recursive: true });
  fs.writeFileSync(path.join(parent, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(directory, '.config-schema.json'), '{}');
  fs.writeFileSync(path.join(directory, 'static/main.js'), 'run();');

  const backend = http.createServer((_request, response) => {
    response.end('<html>configured</html>');
  });
  const backendPort = await findFreePort();
  await new Promise(resolve => {
    backend.listen(backendPort, '127.0.0.1', resolve);
  });
  const port = await findFreePort();
  const portal = await servePortal({
    directory,
    port,
    host: '127.0.0.1',
    backendUrl: `http://127.0.0.1:${backendPort}`,
  });
  const stopBackend = () => {
    backend.closeAllConnections();
    return new Promise(resolve => {
      backend.close(resolve);
    });
  };
  t.after(async () => {
    await stopBackend();
    await portal.close();
    fs.rmSync(parent, { recursive: true });
  });
  return { port, stopBackend };
}

/** As it is written: `fetch` would take the dots out of the path. */
function get(port, pathname) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: pathname }, response => {
        let body = '';
        response.on('data', chunk => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode, body, ...response.headers }),
        );
      })
      .on('error', reject);
  });
}

test('assets are served, and every other address is the page', async t => {
  const { port } = await startPortal(t);
  const asset = await get(port, '/static/main.js');
  assert.equal(asset.body, 'run();');
  assert.match(asset['content-type'], /javascript/);
  assert.match(asset['cache-control'], /immutable/);
  const page = await get(port, '/idp-orchestrator/runs/1');
  assert.equal(page.body, '<html>configured</html>');
  assert.equal((await get(port, '/static/gone.js')).status, 404);
});

test('nothing outside of the bundle and no hidden file is served', async t => {
  const { port } = await startPortal(t);
  for (const pathname of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/static/..%2f..%2fsecret.txt',
    '/.config-schema.json',
    '/%E0%A4%A',
    '/static%00/main.js',
  ]) {
    const { body } = await get(port, pathname);
    assert.doesNotMatch(body, /secret|\{\}/, pathname);
  }
});

test('a reload while the backend restarts gets the page all the same', async t => {
  const { port, stopBackend } = await startPortal(t);
  await stopBackend();
  const page = await get(port, '/');
  assert.equal(page.status, 200);
  assert.equal(page.body, '<html>configured</html>');
});
