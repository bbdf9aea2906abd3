/**
 * Waits for what others wait for too: an abort ends this wait and leaves theirs.
 *
 * @throws the signal's reason when it aborts first
 */
export async function unlessAborted<T>(
  shared: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  let leave = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([shared, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
