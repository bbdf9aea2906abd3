import { setTimeout as sleep } from 'node:timers/promises';

const ASK_EVERY_MS = 25;
/** What takes longer than this (ms) is given up, and counts as this long. */
const LIMIT_MS = 60_000;

/** Asks a backend all the time whether it lives, and keeps the longest that an answer took. */
export class LivenessWatch {
  readonly #stopped = new AbortController();
  readonly #watching: Promise<void>;
  #worstMs = 0;

  constructor(private readonly address: string) {
    this.#watching = this.#watch();
  }

  /** @returns the longest time (ms) that an answer took */
  async stop(): Promise<number> {
    this.#stopped.abort();
    await this.#watching;
    return this.#worstMs;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const begun = performance.now();
      await fetch(`${this.address}/.backstage/health/v1/liveness`, {
        signal: AbortSignal.timeout(LIMIT_MS),
      }).catch(() => undefined);
      this.#worstMs = Math.max(this.#worstMs, performance.now() - begun);
      await sleep(ASK_EVERY_MS);
    }
  }
}
