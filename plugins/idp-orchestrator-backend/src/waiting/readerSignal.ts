import type { ServerResponse } from 'node:http';

/**
 * Makes a signal that aborts when the reader of an answer has gone, or this
 * backend is being stopped and the answer has to end.
 */
export function readerSignal(
  response: ServerResponse,
  stopping?: AbortSignal,
): AbortSignal {
  const over = new AbortController();
  const end = () => over.abort();
  stopping?.addEventListener('abort', end);
  response.on('close', () => {
    stopping?.removeEventListener('abort', end);
    end();
  });
  return over.signal;
}
