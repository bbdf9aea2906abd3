import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Clock } from '../../ports';
import { explainRefusal } from './explainRefusal';
import type { RefusalStatus } from './RefusalStatus';
import { explainSilence } from './explainUnreachable';
import { RequestTime } from './RequestTime';
import { sendRequest, serverOf, type ApiRequest } from './sendRequest';

/** The API server gives up a request after so long (ms). */
const SERVER_LIMIT_MS = 15_000;
/** A request may take so much longer (ms) on the way there and back. */
const WAY_MS = 3_000;
/** The number of times that a request is sent that is turned away for too many (429). */
const TRIES = 4;
/** The longest wait (ms) before it is sent again; when longer is asked for, that is told instead. */
const LONGEST_WAIT_MS = 10_000;

export interface Answer<T> {
  /** The status; 201 means that an object was created. */
  code: number;
  content: T;
}

export interface StreamRules {
  signal: AbortSignal;
  limitMs: number;
  /** Called when the server has accepted the request. */
  opened(): void;
}

interface WholeAnswer {
  code: number;
  body: string;
  retryAfter?: string;
}

/** Asks one cluster's API: requests with limits, and failures in words. */
export class ClusterConnection {
  constructor(
    private readonly source: { get(): Promise<KubeConfig> },
    private readonly clock: Clock,
  ) {}

  /** Tells the namespace of objects that name none. */
  async defaultNamespace(): Promise<string> {
    const kubeConfig = await this.source.get();
    const context = kubeConfig.getContextObject(kubeConfig.getCurrentContext());
    return context?.namespace || 'default';
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws one of `@backstage/errors`; the signal's reason when it aborts
   */
  async ask<T>(request: ApiRequest, signal: AbortSignal): Promise<Answer<T>> {
    const kubeConfig = await this.source.get();
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      const answer = await askOnce(kubeConfig, request, signal);
      const waitMs = retryAfterMs(answer);
      if (waitMs === undefined || tries === TRIES || waitMs > LONGEST_WAIT_MS) {
        return { code: answer.code, content: accept<T>(kubeConfig, answer) };
      }
      await this.clock.sleep(waitMs, signal);
    }
  }

  /**
   * Yields the answer to a request line by line, as it comes. A connection that
   * is open for longer than `limitMs`, which the server ends before, is dead.
   */
  async *stream(
    request: ApiRequest,
    { signal, limitMs, opened }: StreamRules,
  ): AsyncGenerator<string> {
    const kubeConfig = await this.source.get();
    signal.throwIfAborted();
    const time = new RequestTime(signal, limitMs);
    let refused: WholeAnswer | undefined;
    try {
      const response = await sendRequest(kubeConfig, request, time.signal);
      try {
        if (response.statusCode === 200) {
          opened();
          yield* readLines(response);
        } else {
          refused = await readWhole(response);
        }
      } finally {
        response.destroy();
      }
    } catch (error) {
      throw time.explain(serverOf(kubeConfig), error);
    }
    if (refused) accept(kubeConfig, refused);
  }

  /** Explains a refusal that came in the middle of an answer. */
  async explain(code: number, status: RefusalStatus): Promise<Error> {
    const server = serverOf(await this.source.get());
    return explainRefusal({ server, code, status });
  }

  /** Explains that there was no answer within a time (ms). */
  async explainSilence(limitMs: number): Promise<Error> {
    return explainSilence(serverOf(await this.source.get()), limitMs);
  }
}

async function askOnce(
  kubeConfig: KubeConfig,
  { query, ...request }: ApiRequest,
  signal: AbortSignal,
): Promise<WholeAnswer> {
  const time = new RequestTime(signal, SERVER_LIMIT_MS + WAY_MS);
  const timeout = `${SERVER_LIMIT_MS / 1_000}s`;
  try {
    return await readWhole(
      await sendRequest(
        kubeConfig,
        { ...request, query: { timeout, ...query } },
        time.signal,
      ),
    );
  } catch (error) {
    throw time.explain(serverOf(kubeConfig), error);
  }
}

/**
 * Parses an answer that is a success.
 *
 * @throws what a refusal means
 */
function accept<T>(
  kubeConfig: KubeConfig,
  { code, body, retryAfter }: WholeAnswer,
): T {
  const parsed = parse(body);
  if (code < 300 && parsed !== undefined) return parsed as T;
  const status = (parsed ?? { message: body.slice(0, 500) }) as RefusalStatus;
  throw explainRefusal({
    server: serverOf(kubeConfig),
    code,
    retryAfter,
    status,
  });
}

async function readWhole(response: IncomingMessage): Promise<WholeAnswer> {
  return {
    code: response.statusCode ?? 0,
    body: await text(response),
    retryAfter: response.headers['retry-after'],
  };
}

/** Reads how long (ms) somebody who was turned away is asked to wait. */
function retryAfterMs({ code, retryAfter }: WholeAnswer): number | undefined {
  return code === 429 ? (Number(retryAfter) || 1) * 1_000 : undefined;
}

function parse(body: string): object | undefined {
  try {
    return JSON.parse(body);
  } catch {
    // Proxies and load balancers answer in words of their own.
    return undefined;
  }
}

async function* readLines(response: IncomingMessage): AsyncGenerator<string> {
  response.setEncoding('utf8');
  let rest = '';
  for await (const chunk of response) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
