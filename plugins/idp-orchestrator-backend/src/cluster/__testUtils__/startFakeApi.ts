import type { RequestListener, ServerResponse } from 'node:http';
import { startHttpServer } from '../../steps/__testUtils__/httpServer';
import type { ClusterObject } from '../watch/ClusterObject';

const KINDS = /\/(deployments|statefulsets|daemonsets|pods|events)$/;

/**
 * A server that lists and watches what it is given, counts what it is asked,
 * and refuses, or leaves unanswered, what the test says.
 */
export async function startFakeApi() {
  const collections = new Map<string, ClusterObject[]>();
  const watches = new Map<string, Set<ServerResponse>>();
  /** Tells whether it has taken care of a request. */
  let take: (...at: Parameters<RequestListener>) => boolean = () => false;
  let version = 1;
  const of = (path: string) => collections.get(path) ?? [];

  const server = await startHttpServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    if (take(request, response)) return;
    if (pathname === '/version') {
      response.end('{}');
    } else if (!KINDS.test(pathname)) {
      response.writeHead(404).end('{}');
    } else if (searchParams.has('watch')) {
      const open = watches.get(pathname) ?? new Set();
      watches.set(pathname, open.add(response));
      response.on('close', () => open.delete(response));
      response.flushHeaders();
    } else {
      const metadata = { resourceVersion: String(version) };
      response.end(JSON.stringify({ metadata, items: of(pathname) }));
    }
  });

  return {
    ...server,
    /** Counts the requests so far whose address matches. */
    asked: (match: RegExp) =>
      server.received.filter(one => match.test(one.url ?? '')).length,
    /** Lets a test take care of requests, or leave them unanswered. */
    takeBy(other: typeof take = () => false) {
      take = other;
    },
    /** Puts an object where it belongs, and tells those who watch. */
    put(path: string, object: ClusterObject) {
      version += 1;
      const resourceVersion = String(version);
      const others = of(path).filter(
        one => one.metadata.name !== object.metadata.name,
      );
      const isKnown = others.length < of(path).length;
      const metadata = { ...object.metadata, resourceVersion };
      const stored = { ...object, metadata };
      collections.set(path, [...others, stored]);
      const type = isKnown ? 'MODIFIED' : 'ADDED';
      const line = `${JSON.stringify({ type, object: stored })}\n`;
      watches.get(path)?.forEach(response => response.write(line));
    },
    openWatches: () =>
      [...watches.values()].reduce((sum, open) => sum + open.size, 0),
    cutWatches() {
      watches.forEach(open => open.forEach(one => one.destroy()));
    },
  };
}
