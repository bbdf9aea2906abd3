import { randomUUID } from 'node:crypto';

/** A job of a chain, of which each adds the next. */
export interface Link {
  chain: string;
  step: number;
}

const STEPS = 3;

/** Flows of engines that know jobs only: chains of three, followed by their ids. */
export class Chains {
  readonly #waiting = new Map<string, () => void>();

  /** Does a job: it adds the next one, or tells that its chain is over. */
  async work(
    { chain, step }: Link,
    add: (link: Link) => Promise<unknown>,
  ): Promise<void> {
    if (step < STEPS) await add({ chain, step: step + 1 });
    else this.#waiting.get(chain)?.();
  }

  async runToEnd(add: (link: Link) => Promise<unknown>): Promise<void> {
    const chain = randomUUID();
    const over = Promise.withResolvers<void>();
    this.#waiting.set(chain, over.resolve);
    await add({ chain, step: 1 });
    await over.promise;
    this.#waiting.delete(chain);
  }
}
