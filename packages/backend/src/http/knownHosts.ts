import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readListenAddress } from './listenAddress';

const MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads the names by which callers may speak of this backend: this machine's
 * with the port, the address that it listens on, and the configured addresses.
 */
export function readKnownHosts(config: RootConfigService): string[] {
  const { host, port } = readListenAddress(config);
  const here = host?.includes(':') ? `[${host}]` : host;
  const addresses = ['backend.baseUrl', 'app.baseUrl'].flatMap(
    key => config.getOptionalString(key) ?? [],
  );
  const named = [...MACHINE, ...(here ? [here] : [])];
  return [
    ...new Set([
      ...named.map(name => `${name}:${port}`),
      ...addresses.map(address => new URL(address).host),
    ]),
  ];
}

/**
 * Refuses what comes under an unknown name, before anything else sees it,
 * WebSockets too. A page can let its own name stand for this machine (DNS
 * rebinding), and is then of the same origin as what it asks for; the name in
 * `Host` is the one thing that gives it away.
 */
export function refuseUnknownHosts(server: Server, known: string[]): void {
  const emit = server.emit.bind(server) as (...event: unknown[]) => boolean;
  server.emit = (...event: unknown[]) => {
    const [name, request, answer] = event as [string, IncomingMessage, unknown];
    if (!REQUESTS.includes(name)) return emit(...event);
    if (isKnown(request.headers.host, known)) return emit(...event);
    refuse(answer as ServerResponse | Duplex, explain(request, known));
    return true;
  };
}

/** The events of Node.js by which a request arrives. */
const REQUESTS = [
  'request',
  'upgrade',
  'connect',
  'checkContinue',
  'checkExpectation',
];

function isKnown(host: string | undefined, known: string[]): boolean {
  return host !== undefined && known.includes(host.toLowerCase());
}

function explain({ headers }: IncomingMessage, known: string[]): string {
  const asked = headers.host ? JSON.stringify(headers.host) : 'no name at all';
  return `This backend was asked for under ${asked.slice(0, 200)}, which is none of its names: expected the header Host to be one of ${known.join(', ')}. Where it has another name, set backend.baseUrl (and app.baseUrl) in app-config.yaml to its address.\n`;
}

function refuse(answer: ServerResponse | Duplex, text: string): void {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
  if ('writeHead' in answer) {
    answer.writeHead(421, headers).end(text);
    return;
  }
  const lines = Object.entries(headers).map(entry => entry.join(': '));
  answer.end(
    ['HTTP/1.1 421 Misdirected Request', ...lines, '', text].join('\r\n'),
  );
}
