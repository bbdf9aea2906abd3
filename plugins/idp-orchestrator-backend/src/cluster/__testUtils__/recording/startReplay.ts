import { readFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { isWatch, keyOf, type Exchange } from './Recording';
import { listen } from './listen';
import type { Recorded } from './startRecorder';

/** The requests for the kinds of objects that there are. */
const DISCOVERY = /^GET \/(api\/[^/ ]+|apis\/[^/ ]+\/[^/ ]+)$/;

/** Answers as a real API server did when the tests ran against it. */
export async function startReplay(file: string): Promise<Recorded> {
  const all = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Exchange);
  let exchanges = all.filter(({ test }) => test === '');
  let begun = 0;
  const waiting = new Set<() => void>();

  const take = (key: string): Exchange | undefined => {
    const index = exchanges.findIndex(exchange => exchange.key === key);
    if (index >= 0) return exchanges.splice(index, 1)[0];
    // Asked once for all tests, by whichever comes first.
    return DISCOVERY.test(key) ? all.find(one => one.key === key) : undefined;
  };
  const isBegun = async (after: number) => {
    while (begun < after) {
      await new Promise<void>(resolve => {
        waiting.add(resolve);
      });
    }
  };
  const begin = () => {
    begun += 1;
    for (const wake of waiting) wake();
    waiting.clear();
  };

  const replayWatch = async (
    { events = [], ended }: Exchange,
    response: ServerResponse,
  ) => {
    response.flushHeaders();
    for (const { after, event } of events) {
      await isBegun(after);
      response.write(`${JSON.stringify(event)}\n`);
    }
    if (!ended) return;
    await isBegun(ended.after);
    // In the middle of the answer, but after what was written.
    response.socket?.end();
  };

  const replay = async (request: IncomingMessage, response: ServerResponse) => {
    const key = keyOf(request.method, request.url);
    const exchange = take(key);
    if (!isWatch(request.url)) begin();
    if (!exchange) {
      const message = `Nothing (more) is recorded of ${key}`;
      response.writeHead(501).end(JSON.stringify({ message }));
    } else if (exchange.code === undefined) {
      response.destroy();
    } else {
      response.writeHead(exchange.code, { 'content-type': 'application/json' });
      if (exchange.events) await replayWatch(exchange, response);
      else response.end(toText(exchange.body));
    }
  };

  const { url, stop } = await listen(http.createServer(replay));
  return {
    url,
    begin(test) {
      exchanges = all.filter(exchange => exchange.test === test);
      begun = 0;
    },
    stop,
  };
}

function toText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
