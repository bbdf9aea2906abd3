import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { listenHere } from './listenHere.mjs';

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

/** What browsers are told about every file of the portal. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/**
 * Serves the portal's bundle on its own port. The page itself comes from the
 * backend, which puts the present configuration into it, and says by its
 * Content-Security-Policy what the page may load; the last one is kept, so that
 * a reload works while the backend restarts.
 */
export async function servePortal({ directory, port, host, backendUrl }) {
  const page = await createPage(backendUrl);
  const names = [...hostsOf(host, port), ...page.hosts];
  // Not at the top: `npm start` loads this before anything is installed.
  const { default: compression } = await import('compression');
  const compress = compression();
  const server = http.createServer(async (request, response) => {
    compress(request, response, () => {});
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      response.setHeader(name, value);
    }
    if (!names.includes(request.headers.host?.toLowerCase())) {
      refuseHost(request, response, names);
      return;
    }
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = resolveAsset(directory, pathname);
    if (file) {
      sendFile(response, file);
    } else if (pathname.startsWith('/static/')) {
      response.writeHead(404).end();
    } else {
      // Every other address is a page of the app, which routes by itself.
      const { html, policy } = await page.read();
      response.writeHead(200, {
        'content-type': CONTENT_TYPES['.html'],
        'cache-control': 'no-store',
        'content-security-policy': policy,
      });
      response.end(html);
    }
  });
  return { close: await listenHere(server, { host, port }) };
}

/** The names of this machine, as a browser writes them. */
function hostsOf(host, port) {
  const given = host.includes(':') ? `[${host}]` : host;
  return ['localhost', '127.0.0.1', '[::1]', given].map(
    name => `${name}:${port}`,
  );
}

/**
 * A page can let a name of its own stand for this machine (DNS rebinding), and
 * would be of the same origin as the portal then.
 */
function refuseHost(request, response, names) {
  response.writeHead(421, { 'content-type': CONTENT_TYPES['.txt'] });
  response.end(
    `The portal was asked for under ${JSON.stringify(request.headers.host ?? '')}, which is none of its names: expected one of ${names.join(', ')}. Where it has another name, set app.baseUrl in app-config.yaml to its address.\n`,
  );
}

async function createPage(backendUrl) {
  const fetchPage = async () => {
    const response = await fetch(`${backendUrl}/`, {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`The backend said ${response.status}`);
    const policy = response.headers.get('content-security-policy');
    if (!policy) {
      throw new Error(
        'The page of the backend has no Content-Security-Policy: expected one, by backend.csp in app-config.yaml',
      );
    }
    return { policy, html: await response.text() };
  };
  let latest = await fetchPage();
  return {
    hosts: configuredHosts(latest.html),
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

/** The host of `app.baseUrl`, from the configuration that is in the page. */
function configuredHosts(html) {
  const script = /<script type="backstage.io\/config">([^]*?)<\/script>/;
  const [, text] = script.exec(html) ?? [];
  const configs = text ? JSON.parse(text) : [];
  return configs.flatMap(({ data }) =>
    data?.app?.baseUrl ? [new URL(data.app.baseUrl).host] : [],
  );
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
