import http, { type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { connecting, connectingGuarded } from './connecting';

export interface HttpAnswer {
  status: number;
  /** The address to which the answer sends its asker. */
  location?: string;
  /** The beginning of the body, when it was asked for. */
  body: string;
}

export interface AskOptions {
  signal: AbortSignal;
  withBody: boolean;
  /** True when nothing link-local and no cloud's metadata is connected to. */
  isGuarded: boolean;
}

/** The number of characters of a body that are looked through. */
const BODY_LIMIT = 64 * 1024;

/**
 * Sends a GET on a connection of its own, so that what is seen is the service
 * now and not a connection of earlier. Redirects are told, not followed.
 */
export async function askHttp(
  url: URL,
  { signal, withBody, isGuarded }: AskOptions,
): Promise<HttpAnswer> {
  const { get } = url.protocol === 'https:' ? https : http;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options: RequestOptions & typeof connecting = {
    ...(isGuarded ? connectingGuarded : connecting),
    agent: false,
    headers: { accept: '*/*', 'user-agent': 'idp-orchestrator-health' },
    signal,
  };
  const request = get(url, options);
  // Stays, because a request that is destroyed may fail a second time.
  request.on('error', reject);
  request.on('response', resolve);
  try {
    const response = await promise;
    return {
      status: response.statusCode ?? 0,
      location: response.headers.location,
      body: withBody ? await readBeginning(response) : '',
    };
  } finally {
    request.destroy();
  }
}

async function readBeginning(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let body = '';
  for await (const text of response) {
    body += text;
    if (body.length >= BODY_LIMIT) break;
  }
  return body;
}
