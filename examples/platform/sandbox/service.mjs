// One service of the sandbox: a process that comes up after a while and then
// answers the health request of the real service. Started by control.mjs:
//   service.mjs <name> <port> <start delay, ms> [failure]
import { createServer } from 'node:http';
import { readPage } from './page.mjs';
import { findService } from './services.mjs';
import { toldFailure } from './toldFailure.mjs';

const [name, port, delay, told] = process.argv.slice(2);
const service = findService(name);

/** A file can make a running service fail, and mend it again. */
function failure() {
  return toldFailure(process.env.IDP_STATE_DIR ?? '.', name) ?? told;
}

const server = createServer((request, response) => {
  response.setHeader('x-idp-sandbox', name);
  const mode = failure();
  if (mode === 'hang') return;
  if (mode === 'unhealthy') {
    response.writeHead(503).end(`sandbox ${name}: told to be unhealthy\n`);
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://sandbox');
  if (pathname === service.healthPath || pathname === '/-/ready') {
    answer(response, service.healthy);
  } else if (pathname === '/') {
    answer(response, page());
  } else {
    response.writeHead(404).end(`sandbox ${name}: nothing at ${pathname}\n`);
  }
});

function answer(response, body) {
  const isText = typeof body === 'string';
  response.writeHead(200, { 'content-type': contentType(body) });
  response.end(isText ? body : JSON.stringify({ ...body, sandbox: true }));
}

function contentType(body) {
  if (typeof body !== 'string') return 'application/json';
  return body.startsWith('<') ? 'text/html' : 'text/plain';
}

function page() {
  const title = escape(
    (name === 'backstage' && readPage()?.title) || service.title,
  );
  return `<!doctype html><title>${title} (sandbox)</title>
<h1>${title}</h1>
<p>This is the sandbox: a local process in the place of the real service.</p>`;
}

function escape(text) {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

if (failure() === 'start') {
  process.stderr.write(`sandbox ${name}: told to fail at its start\n`);
  process.exit(1);
}
setTimeout(() => server.listen(Number(port), '127.0.0.1'), Number(delay));
server.on('error', error => {
  process.stderr.write(`sandbox ${name}: ${error.message}\n`);
  process.exit(1);
});
process.on('SIGTERM', () => process.exit(0));
