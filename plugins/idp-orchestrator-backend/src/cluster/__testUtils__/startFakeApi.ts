import type { RequestListener, ServerResponse } from 'node:http';
import { startHttpServer } from '../../steps/__testUtils__/httpServer';
import type { ClusterObject } from '../watch/ClusterObject';

interface Change {
  version: number;
  path: string;
  /** The line that watches are told. */
  line: string;
}

const KINDS = /\/(deployments|statefulsets|daemonsets|pods|events)$/;

/**
 * A server that lists and watches what it is given, counts what it is asked,
 * and refuses, or leaves unanswered, what the test says.
 */
export async function startFakeApi() {
  const collections = new Map<string, ClusterObject[]>();
  const watches = new Map<string, Set<ServerResponse>>();
  /** Tells whether it has taken care of a request, which `answer` would answer. */
  let take: (
    ...at: [...Parameters<RequestListener>, answer: () => void]
  ) => boolean = () => false;
  let version = 1;
  const changes: Change[] = [];
  const of = (path: string) => collections.get(path) ?? [];

  const answer: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    if (pathname === '/version') {
      response.end('{}');
    } else if (!KINDS.test(pathname)) {
      response.writeHead(404).end('{}');
    } else if (searchParams.has('watch')) {
      const open = watches.get(pathname) ?? new Set();
      watches.set(pathname, open.add(response));
      response.on('close', () => open.delete(response));
      response.flushHeaders();
      // What came between a list and its watch is told, as a cluster does.
      const since = Number(searchParams.get('resourceVersion'));
      for (const change of changes) {
        const isNews = change.path === pathname && change.version > since;
        if (isNews) response.write(change.line);
      }
    } else {
      const metadata = { resourceVersion: String(version) };
      response.end(JSON.stringify({ metadata, items: of(pathname) }));
    }
  };
  const server = await startHttpServer((request, response) => {
    const answerNow = () => answer(request, response);
    if (!take(request, response, answerNow)) answerNow();
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
      changes.push({ version, path, line });
      watches.get(path)?.forEach(response => response.write(line));
    },
    openWatches: () =>
      [...watches.values()].reduce((sum, open) => sum + open.size, 0),
    cutWatches() {
      for (const open of watches.values()) {
        open.forEach(one => one.destroy());
        open.clear();
      }
    },
  };
}
