/** The request that is sent; `headers` may hold secrets. */
export interface HttpRequest {
  method: string;
  url: URL;
  headers: Headers;
  body?: string;
}

const MOST_REDIRECTS = 5;

/**
 * Sends a request and follows redirects on its own host only: headers with
 * secrets go to nobody else, and nobody else chooses where requests go.
 *
 * @returns the last answer, its body not read yet
 */
export async function sendRequest(
  request: HttpRequest,
  isExpected: (status: number) => boolean,
  signal: AbortSignal,
): Promise<Response> {
  let next = request;
  for (let redirects = 0; ; redirects++) {
    const { url, ...init } = next;
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const target = redirectOf(response, url);
    if (
      !target ||
      isExpected(response.status) ||
      !isSameHost(url, target) ||
      redirects === MOST_REDIRECTS
    ) {
      return response;
    }
    await response.body?.cancel();
    next = redirect(next, response.status, target);
  }
}

/** Reads where an answer sends its asker, if it does. */
export function redirectOf(response: Response, url: URL): URL | undefined {
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined;
  return location && URL.canParse(location, url)
    ? new URL(location, url)
    : undefined;
}

/** Tells whether a redirect stays on its host; a secret that came encrypted does not go on in the clear. */
function isSameHost(from: URL, to: URL): boolean {
  return (
    to.host === from.host &&
    (to.protocol === from.protocol || to.protocol === 'https:')
  );
}

/**
 * Makes the request for a redirect as browsers do: 303, and 301 or 302 after a
 * POST, ask for the target with GET.
 */
function redirect(request: HttpRequest, status: number, url: URL): HttpRequest {
  const { method } = request;
  const becomesGet =
    (status === 303 && method !== 'HEAD') ||
    (status < 303 && method === 'POST');
  if (!becomesGet) return { ...request, url };
  const headers = new Headers(request.headers);
  headers.delete('content-type');
  return { method: 'GET', url, headers };
}
