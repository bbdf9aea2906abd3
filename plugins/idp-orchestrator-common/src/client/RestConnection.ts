import { ResponseError } from '@backstage/errors';

/**
 * The surroundings that the client needs; Backstage's own APIs fit, in browser
 * and backend.
 *
 * @public
 */
export interface OrchestratorClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/**
 * The options of one call: a Backstage token, which is left out in the browser,
 * where the fetch API adds it.
 *
 * @public
 */
export interface CallOptions {
  token?: string;
  signal?: AbortSignal;
}

/**
 * Speaks to the REST API, whatever is said. A path begins behind the version;
 * failures are `ResponseError`s.
 */
export class RestConnection {
  constructor(private readonly options: OrchestratorClientOptions) {}

  async get<T>(path: string, call?: CallOptions): Promise<T> {
    return (await this.#fetch(path, {}, call)).json() as Promise<T>;
  }

  async post<T>(path: string, body: unknown, call?: CallOptions): Promise<T> {
    const response = await this.#fetch(
      path,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      call,
    );
    return response.json() as Promise<T>;
  }

  /** Opens a stream of events, which is not read yet. */
  open(path: string, call: CallOptions): Promise<Response> {
    const headers = { accept: 'text/event-stream' };
    return this.#fetch(path, { headers }, call);
  }

  async #fetch(
    path: string,
    init: RequestInit,
    call: CallOptions = {},
  ): Promise<Response> {
    const { discoveryApi, fetchApi } = this.options;
    const baseUrl = await discoveryApi.getBaseUrl('idp-orchestrator');
    const headers = new Headers(init.headers);
    if (call.token) headers.set('authorization', `Bearer ${call.token}`);
    const request = { ...init, headers, signal: call.signal };
    const response = await (fetchApi?.fetch ?? fetch)(
      `${baseUrl}/v1${path}`,
      request,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

/**
 * Adds a query to a path; what is undefined is left out, and a list is
 * repeated.
 */
export function withQuery(path: string, query: object): string {
  const entries = Object.entries(query).flatMap(([key, value]) =>
    [value]
      .flat()
      .filter(one => one !== undefined)
      .map(one => [key, String(one)]),
  );
  if (entries.length === 0) return path;
  return `${path}?${new URLSearchParams(entries)}`;
}

/** Makes a path, with each value in it encoded as one segment. */
export function pathOf(
  pieces: TemplateStringsArray,
  ...values: string[]
): string {
  return String.raw({ raw: pieces }, ...values.map(encodeURIComponent));
}
