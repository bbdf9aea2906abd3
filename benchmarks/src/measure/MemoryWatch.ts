const LOOK_EVERY_MS = 20;

/** The most memory (RSS, in bytes) that this process has while something goes on. */
export class MemoryWatch {
  #peak = process.memoryUsage.rss();
  readonly #timer = setInterval(() => {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss());
  }, LOOK_EVERY_MS);

  /** @returns the peak */
  stop(): number {
    clearInterval(this.#timer);
    return this.#peak;
  }
}

/** Bytes of objects that are still needed; what V8 had not collected is not. */
export function readKeptMemory(): number {
  if (!globalThis.gc)
    throw new Error('Node.js was started without --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
