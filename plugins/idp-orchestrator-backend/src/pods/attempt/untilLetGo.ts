/**
 * Makes the signal of requests that go on when the attempt is cancelled, since
 * there is something to end then, and stop when it is let go.
 */
export function untilLetGo(signal: AbortSignal): AbortSignal {
  if (signal.aborted) {
    return signal.reason === 'cancel' ? new AbortController().signal : signal;
  }
  const letGo = new AbortController();
  signal.addEventListener(
    'abort',
    () => {
      if (signal.reason !== 'cancel') letGo.abort(signal.reason);
    },
    { once: true },
  );
  return letGo.signal;
}
