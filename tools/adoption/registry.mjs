import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

/** Some package managers take nothing that is younger than a few days. */
const PUBLISHED = '2020-01-01T00:00:00.000Z';

/**
 * A registry of npm on this machine with nothing but the given archives, so that
 * what the documents say to install can be installed word by word.
 *
 * @param packed - `{ name, version, file }` of each
 */
export async function serveRegistry(packed) {
  const server = http.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const documents = new Map();
  const archives = new Map();
  for (const one of packed) {
    const at = `/${one.name}/-/${path.basename(one.name)}-${one.version}.tgz`;
    documents.set(`/${one.name}`, describe(one, url + at));
    archives.set(at, one.file);
  }
  server.on('request', ({ url: asked }, response) => {
    const at = decodeURIComponent(asked);
    if (documents.has(at)) response.end(documents.get(at));
    else if (archives.has(at)) response.end(fs.readFileSync(archives.get(at)));
    else response.writeHead(404).end('{"error": "not found"}');
  });
  return { url, close: () => server.close() };
}

function describe({ name, version, file }, tarball) {
  const manifest = JSON.parse(
    execFileSync('tar', ['-xOzf', file, 'package/package.json'], {
      encoding: 'utf8',
    }),
  );
  const digest = createHash('sha512').update(fs.readFileSync(file));
  const dist = { tarball, integrity: `sha512-${digest.digest('base64')}` };
  return JSON.stringify({
    name,
    'dist-tags': { latest: version },
    time: { [version]: PUBLISHED },
    versions: { [version]: { ...manifest, dist } },
  });
}
