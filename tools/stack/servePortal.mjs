import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Serves the portal's bundle on its own port. The page itself comes from the
 * backend, which puts the present configuration into it; the last one is kept,
 * so that a reload works while the backend restarts.
 */
export async function servePortal({ directory, port, host, backendUrl }) {
  const page = await createPage(backendUrl);
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = resolveAsset(directory, pathname);
    if (file) {
      sendFile(response, file);
    } else if (pathname.startsWith('/static/')) {
      response.writeHead(404).end();
    } else {
      // Every other address is a page of the app, which routes by itself.
      response.writeHead(200, {
        'content-type': CONTENT_TYPES['.html'],
        'cache-control': 'no-store',
      });
      response.end(await page.read());
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  return {
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function createPage(backendUrl) {
  const fetchPage = async () => {
    const response = await fetch(`${backendUrl}/`, {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`The backend said ${response.status}`);
    return response.text();
  };
  let latest = await fetchPage();
  return {
    async read() {
      try {
        latest = await fetchPage();
      } catch {
        // The backend restarts: the page that it gave last is still right.
      }
      return latest;
    },
  };
}

function resolveAsset(directory, pathname) {
  const file = path.join(directory, safeDecode(pathname));
  if (!file.startsWith(directory + path.sep)) return undefined;
  const name = path.basename(file);
  if (name.startsWith('.') || name.startsWith('index.html')) return undefined;
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? file : undefined;
}

function safeDecode(pathname) {
  try {
    return decodeURIComponent(pathname).replaceAll('\0', '');
  } catch {
    return '/';
  }
}

function sendFile(response, file) {
  const hashed = path.basename(path.dirname(file)) === 'static';
  response.writeHead(200, {
    'content-type':
      CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
    // Their names carry a hash of their content.
    'cache-control': hashed
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
  });
  fs.createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}
