import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import type {
  ClusterAccount,
  SignedOptions,
} from './credentials/ClusterAccount';
import { explainRefusal } from './explainRefusal';
import {
  explainSilence,
  explainUnreachable,
  NoCredentialsError,
} from './explainUnreachable';
import { FIRST_PAUSE_MS, isPassing, nextPause } from './isPassing';
import type { RefusalStatus } from './RefusalStatus';
import { RequestTime } from './RequestTime';
import {
  sendRequest,
  type ApiRequest,
  type SignedRequest,
} from './sendRequest';
import { toPlainText } from './toPlainText';

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
  /** An act is sent again for so long (ms) while the cluster is away; not at all when 0. */
  readonly #patienceMs: number;

  constructor(
    private readonly source: { get(): Promise<ClusterAccount> },
    private readonly clock: Clock,
    { patienceMs = 0 }: { patienceMs?: number } = {},
  ) {
    this.#patienceMs = patienceMs;
  }

  /** Makes the connection of what may wait for a cluster that is away just now. */
  withPatience(patienceMs: number): ClusterConnection {
    return new ClusterConnection(this.source, this.clock, { patienceMs });
  }

  /** Names the cluster, at the beginning of a message. */
  async name(): Promise<string> {
    return `The cluster at ${(await this.source.get()).server}`;
  }

  /** Tells the namespace of objects that name none. */
  async defaultNamespace(): Promise<string> {
    return (await this.source.get()).namespace;
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws one of `@backstage/errors`; the signal's reason when it aborts
   */
  async ask<T>(request: ApiRequest, signal: AbortSignal): Promise<Answer<T>> {
    const account = await this.source.get();
    const begun = this.clock.monotonic();
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = nextPause(pauseMs)) {
      try {
        return await this.#askPolitely<T>(account, request, signal);
      } catch (error) {
        const isWorthIt =
          isPassing(error) && !(error instanceof NoCredentialsError);
        const waitedMs = msSince(this.clock, begun);
        const isLate = waitedMs + pauseMs > this.#patienceMs;
        if (signal.aborted || !isWorthIt || isLate) throw error;
      }
      await this.clock.sleep(pauseMs, signal);
    }
  }

  /** Sends a request again when it was turned away for too many, as the answer asks for. */
  async #askPolitely<T>(
    account: ClusterAccount,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<Answer<T>> {
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      const answer = await askOnce(account, request, signal);
      const waitMs = retryAfterMs(answer);
      if (waitMs === undefined || tries === TRIES || waitMs > LONGEST_WAIT_MS) {
        return { code: answer.code, content: accept<T>(account, answer) };
      }
      await this.clock.sleep(waitMs, signal);
    }
  }

  /**
   * Yields the answer to a request line by line, as it comes. A connection that
   * is open for longer than `limitMs`, which the server ends before, is dead.
   */
  stream(request: ApiRequest, rules: StreamRules): AsyncGenerator<string> {
    return this.#read(request, rules, readLines);
  }

  /** Yields the bytes of an answer as they come, by the same rules as {@link stream}. */
  streamBytes(request: ApiRequest, rules: StreamRules): AsyncGenerator<Buffer> {
    return this.#read(request, rules, readBlocks);
  }

  async *#read<T>(
    request: ApiRequest,
    { signal, limitMs, opened }: StreamRules,
    read: (response: IncomingMessage) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    const account = await this.source.get();
    signal.throwIfAborted();
    const { options, refused } = await sign(account, signal);
    const time = new RequestTime(signal, limitMs);
    let refusal: WholeAnswer | undefined;
    try {
      const signed = { ...request, account, options };
      const response = await sendRequest(signed, time.signal);
      try {
        if (response.statusCode === 200) {
          opened();
          yield* read(response);
        } else {
          refusal = await readWhole(response);
        }
      } finally {
        response.destroy();
      }
    } catch (error) {
      throw time.explain(account.server, error);
    }
    // With other credentials it may be begun again.
    if (refusal?.code === 401 && refused()) return;
    if (refusal) accept(account, refusal);
  }

  /** Explains a refusal that came in the middle of an answer. */
  async explain(code: number, status: RefusalStatus): Promise<Error> {
    const { server } = await this.source.get();
    return explainRefusal({ server, code, status });
  }

  /** Explains that there was no answer within a time (ms). */
  async explainSilence(limitMs: number): Promise<Error> {
    const { server } = await this.source.get();
    return explainSilence(server, limitMs);
  }
}

/** Sends a request, and once more when there may be other credentials than those that were refused. */
async function askOnce(
  account: ClusterAccount,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<WholeAnswer> {
  const { options, refused } = await sign(account, signal);
  const answer = await exchange({ ...request, account, options }, signal);
  if (answer.code !== 401 || !refused()) return answer;
  const other = await sign(account, signal);
  return exchange({ ...request, account, options: other.options }, signal);
}

async function sign(
  account: ClusterAccount,
  signal: AbortSignal,
): Promise<SignedOptions> {
  try {
    return await account.sign(signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw explainUnreachable(account.server, error as Error);
  }
}

async function exchange(
  { query, ...request }: SignedRequest,
  signal: AbortSignal,
): Promise<WholeAnswer> {
  const time = new RequestTime(signal, SERVER_LIMIT_MS + WAY_MS);
  const timeout = `${SERVER_LIMIT_MS / 1_000}s`;
  try {
    const limited = { ...request, query: { timeout, ...query } };
    return await readWhole(await sendRequest(limited, time.signal));
  } catch (error) {
    throw time.explain(request.account.server, error);
  }
}

/**
 * Parses an answer that is a success.
 *
 * @throws what a refusal means
 */
function accept<T>(
  { server }: ClusterAccount,
  { code, body, retryAfter }: WholeAnswer,
): T {
  const parsed = parse(body);
  if (code < 300 && parsed !== undefined) return parsed as T;
  const status = (parsed ?? { message: toPlainText(body) }) as RefusalStatus;
  throw explainRefusal({ server, code, retryAfter, status });
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

function readBlocks(response: IncomingMessage): AsyncIterable<Buffer> {
  return response;
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
