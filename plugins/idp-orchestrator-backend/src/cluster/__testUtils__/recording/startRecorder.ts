import { writeFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { isWatch, keyOf, type Exchange } from './Recording';
import { listen } from './listen';

export interface Recorded {
  url: string;
  /** Says that what follows belongs to this test. */
  begin(test: string): void;
  stop(): Promise<void>;
}

/** Stands between the tests and a real API server, and writes down what is said. */
export async function startRecorder(
  target: { server: string; authority: string },
  file: string,
): Promise<Recorded> {
  const exchanges: Exchange[] = [];
  let test = '';
  let begun = 0;

  const forward = (request: IncomingMessage, body: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { method, headers } = request;
      https
        .request(
          `${target.server}${request.url}`,
          { method, headers, ca: target.authority, agent: false },
          resolve,
        )
        .once('error', reject)
        .end(body);
    });

  const record = async (request: IncomingMessage, response: ServerResponse) => {
    const exchange: Exchange = {
      test,
      key: keyOf(request.method, request.url),
    };
    const watched = isWatch(request.url);
    if (!watched) begun += 1;
    const answer = await forward(request, await text(request)).catch(
      () => undefined,
    );
    exchanges.push(exchange);
    if (!answer) {
      response.destroy();
      return;
    }
    exchange.code = answer.statusCode;
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    if (watched && answer.statusCode === 200) {
      await recordWatch(answer, response, exchange);
    } else {
      const body = await text(answer);
      exchange.body = isJson(body) ? JSON.parse(body) : body;
      response.end(body);
    }
  };

  const recordWatch = async (
    answer: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
  ) => {
    const mine = test;
    const events: Exchange['events'] = [];
    exchange.events = events;
    response.flushHeaders();
    response.on('close', () => answer.destroy());
    const lines = createInterface({ input: answer });
    lines.on('line', line => {
      if (mine === test) events.push({ after: begun, event: JSON.parse(line) });
      response.write(`${line}\n`);
    });
    // Either side may end it, in an orderly way or not.
    answer.on('error', () => {});
    lines.on('error', () => {});
    await new Promise(resolve => {
      answer.once('close', resolve);
    });
    if (!response.destroyed && mine === test) exchange.ended = { after: begun };
    response.destroy();
  };

  const { url, stop } = await listen(http.createServer(record));
  return {
    url,
    begin(name) {
      test = name;
      begun = 0;
    },
    async stop() {
      await stop();
      const lines = withoutNeedless(exchanges).map(exchange =>
        JSON.stringify(exchange, withoutSecrets),
      );
      await writeFile(file, `${lines.join('\n')}\n`);
    },
  };
}

/** Tells whether a body is JSON; what there is nothing of is told in words. */
function isJson(body: string): boolean {
  return body.startsWith('{');
}

/** Drops needless exchanges: of tries in vain, one after the other, two are enough. */
function withoutNeedless(exchanges: Exchange[]): Exchange[] {
  const cut = new Map<string, number>();
  return exchanges.filter(({ test, key, code }) => {
    const name = `${test} ${key}`;
    const count = code === undefined ? (cut.get(name) ?? 0) + 1 : 0;
    cut.set(name, count);
    return count <= 2;
  });
}

/** Leaves out what nobody reads, which is most of who manages which fields, and tokens, which are nobody's business. */
function withoutSecrets(name: string, value: unknown): unknown {
  if (name === 'managedFields') return (value as object[]).filter(hasReplicas);
  return name === 'token' ? 'recorded' : value;
}

function hasReplicas(managed: object): boolean {
  return JSON.stringify(managed).includes('"f:replicas"');
}
