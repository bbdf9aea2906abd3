import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { listenHere } from './listenHere.mjs';
import { findFreePort } from './ports.mjs';
import { servePortal } from './servePortal.mjs';

const POLICY = "default-src 'self'; frame-ancestors 'none'";

const PAGE = `<html>configured<script type="backstage.io/config">
[{"data":{"app":{"baseUrl":"http://portal.example","title":"a < b"}}}]
</script></html>`;

const LARGE = 'run();'.repeat(1_000);

async function startPortal(t, { policy = POLICY } = {}) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-'));
  const directory = path.join(parent, 'dist');
  fs.mkdirSync(path.join(directory, 'static'), { recursive: true });
  fs.writeFileSync(path.join(parent, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(directory, '.config-schema.json'), '{}');
  fs.writeFileSync(path.join(directory, 'static/main.js'), 'run();');
  fs.writeFileSync(path.join(directory, 'static/large.js'), LARGE);
  fs.writeFileSync(path.join(directory, 'static/large.woff2'), LARGE);

  const backend = http.createServer((_request, response) => {
    if (policy) response.setHeader('content-security-policy', policy);
    response.end(PAGE);
  });
  const backendPort = await findFreePort();
  await new Promise(resolve => {
    backend.listen(backendPort, '127.0.0.1', resolve);
  });
  const port = await findFreePort();
  const stopBackend = () => {
    backend.closeAllConnections();
    return new Promise(resolve => {
      backend.close(resolve);
    });
  };
  t.after(async () => {
    await stopBackend();
    fs.rmSync(parent, { recursive: true });
  });
  const portal = await servePortal({
    directory,
    port,
    host: '127.0.0.1',
    backendUrl: `http://127.0.0.1:${backendPort}`,
  });
  t.after(() => portal.close());
  return { port, stopBackend };
}

/** As it is written: `fetch` would take the dots out of the path. */
function get(port, pathname, { host, encoding, address = '127.0.0.1' } = {}) {
  const headers = {
    ...(host && { host }),
    ...(encoding && { 'accept-encoding': encoding }),
  };
  const options = { host: address, port, path: pathname, headers };
  return new Promise((resolve, reject) => {
    http
      .get(options, response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const { statusCode: status, headers: told } = response;
          resolve({ status, bytes, body: bytes.toString(), ...told });
        });
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
  assert.equal(page.body, PAGE);
  assert.equal((await get(port, '/static/gone.js')).status, 404);
});

test('text is compressed for whoever takes that, and nothing is twice', async t => {
  const { port } = await startPortal(t);
  const large = encoding => get(port, '/static/large.js', { encoding });
  for (const [encoding, decompress] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ]) {
    const answer = await large(encoding);
    assert.equal(answer['content-encoding'], encoding);
    assert.ok(answer.bytes.length < LARGE.length / 10);
    assert.equal(decompress(answer.bytes).toString(), LARGE);
    assert.match(answer.vary, /accept-encoding/i);
  }
  const plain = await large();
  assert.equal(plain.body, LARGE);
  assert.match(plain.vary, /accept-encoding/i);
  const font = await get(port, '/static/large.woff2', { encoding: 'gzip' });
  assert.equal(font['content-encoding'], undefined);
  assert.equal(font.body, LARGE);
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
  assert.equal(page.body, PAGE);
  assert.equal(page['content-security-policy'], POLICY);
});

test('the page has the policy of the backend, and no file may be framed or guessed at', async t => {
  const { port } = await startPortal(t);
  const page = await get(port, '/');
  assert.equal(page['content-security-policy'], POLICY);
  for (const pathname of ['/', '/static/main.js', '/static/gone.js']) {
    const answer = await get(port, pathname);
    assert.equal(answer['x-frame-options'], 'DENY', pathname);
    assert.equal(answer['x-content-type-options'], 'nosniff', pathname);
    assert.equal(answer['referrer-policy'], 'no-referrer', pathname);
  }
});

test('a page without a policy is not served', async t => {
  await assert.rejects(
    startPortal(t, { policy: '' }),
    /no Content-Security-Policy: expected one, by backend.csp/,
  );
});

test('the portal answers to its own names only', async t => {
  const { port } = await startPortal(t);
  for (const host of [
    `localhost:${port}`,
    `LOCALHOST:${port}`,
    `127.0.0.1:${port}`,
    `[::1]:${port}`,
    'portal.example',
  ]) {
    assert.equal((await get(port, '/', { host })).status, 200, host);
  }
  for (const host of ['evil.example', `evil.example:${port}`, 'localhost:1']) {
    for (const pathname of ['/', '/static/main.js']) {
      const { status, body } = await get(port, pathname, { host });
      assert.equal(status, 421, host);
      assert.match(body, /none of its names: expected one of localhost:/);
    }
  }
});

const HAS_IPV6 = Object.values(os.networkInterfaces())
  .flat()
  .some(({ address }) => address === '::1');

const ipv6 = { skip: !HAS_IPV6 && 'this machine has no ::1' };

test('nobody else gets what is meant for localhost', ipv6, async t => {
  const { port } = await startPortal(t);
  const host = `localhost:${port}`;
  assert.equal((await get(port, '/', { host, address: '::1' })).status, 200);

  const taken = await findFreePort();
  const other = http.createServer();
  t.after(() => other.close());
  await new Promise(resolve => {
    other.listen(taken, '::1', resolve);
  });
  await assert.rejects(
    listenHere(http.createServer(), { host: '127.0.0.1', port: taken }),
    /Port \d+ of ::1 cannot be had \(EADDRINUSE\)/,
  );
});
