/**
 * Blocks of memory that all readers of this process read into, one at a time: who
 * has nothing to read holds none. Whoever finds all of them in use waits.
 */
export class SharedBlocks {
  readonly #free: Buffer[] = [];
  readonly #waiting: Array<(block: Buffer) => void> = [];
  #made = 0;

  /**
   * @param bytes the length of a block
   * @param most so many are made; more than threads that read are of no use
   */
  constructor(
    private readonly bytes: number,
    private readonly most: number,
  ) {}

  /** Lends a block for as long as the work with it takes; nothing in it may be kept. */
  async with<T>(work: (block: Buffer) => Promise<T>): Promise<T> {
    const block = this.#free.pop() ?? this.#make() ?? (await this.#wait());
    try {
      return await work(block);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(block);
      else this.#free.push(block);
    }
  }

  #make(): Buffer | undefined {
    if (this.#made >= this.most) return undefined;
    this.#made += 1;
    return Buffer.allocUnsafeSlow(this.bytes);
  }

  #wait(): Promise<Buffer> {
    return new Promise(resolve => this.#waiting.push(resolve));
  }
}
