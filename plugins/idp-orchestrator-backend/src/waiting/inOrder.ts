/**
 * Waits for things that are done at once until all of them are over.
 *
 * @throws the error of the first of them, in their order, that failed
 */
export async function inOrder<T extends readonly Promise<unknown>[]>(
  asked: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}
