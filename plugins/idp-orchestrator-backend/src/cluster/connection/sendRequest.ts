import http, { type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { ClusterAccount } from './credentials/ClusterAccount';

/** A request to the API of a cluster. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path, for example `/apis/apps/v1/namespaces/x/deployments`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: { type: string; content: unknown };
}

/** A request, and the options that its account gives it. */
export interface SignedRequest extends ApiRequest {
  account: ClusterAccount;
  options: RequestOptions;
}

/** Sends a request; resolves with the head of the answer. */
export async function sendRequest(
  { account, options, method, path, query = {}, body }: SignedRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(`${account.server}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  // JSON is YAML too, which is what server-side apply is named after.
  const content = body && JSON.stringify(body.content);
  const complete: RequestOptions = {
    ...options,
    method,
    headers: {
      ...options.headers,
      accept: 'application/json',
      'user-agent': 'idp-orchestrator',
      ...(content !== undefined && {
        'content-type': body?.type,
        'content-length': Buffer.byteLength(content),
      }),
    },
  };
  return send({ url, options: complete, content, signal });
}

interface Sending {
  url: URL;
  options: RequestOptions;
  content: string | undefined;
  signal: AbortSignal;
}

/**
 * Sends a request, and once more when a connection that was kept had been
 * closed by the other side before it came there.
 */
function send(sending: Sending): Promise<IncomingMessage> {
  const { url, options, content, signal } = sending;
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const sent = request(url, options);
    // Not by the option `signal`: it ends a connection with an error also when
    // the answer has come and nobody listens there any more.
    const abort = () => sent.destroy();
    const letGo = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    sent.once('close', letGo);
    let isAnswered = false;
    sent.once('response', response => {
      isAnswered = true;
      response.once('end', letGo);
      // Whoever reads it is told.
      response.on('error', () => {});
      resolve(response);
    });
    sent.on('error', (error: Error & { code?: string }) => {
      const isStale =
        sent.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
      if (isAnswered || !isStale) reject(error);
      else send(sending).then(resolve, reject);
    });
    sent.end(content);
  });
}
