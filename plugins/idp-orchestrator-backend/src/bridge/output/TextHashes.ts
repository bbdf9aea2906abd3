const { imul } = Math;

/** The multipliers of two hashes; together they are of 53 bits, what a number holds. */
const FIRST_BASE = 0x9e3779b1;
const SECOND_BASE = 0x85ebca6b;

class RollingHash {
  readonly #sums: Uint32Array;
  readonly #powers: Uint32Array;

  constructor(text: string, base: number) {
    const { length } = text;
    const sums = new Uint32Array(length + 1);
    const powers = new Uint32Array(length + 1);
    powers[0] = 1;
    for (let at = 0; at < length; at++) {
      sums[at + 1] = imul(sums[at], base) + text.charCodeAt(at) + 1;
      powers[at + 1] = imul(powers[at], base);
    }
    this.#sums = sums;
    this.#powers = powers;
  }

  of(at: number, length: number): number {
    const before = imul(this.#sums[at], this.#powers[length]);
    return (this.#sums[at + length] - before) >>> 0;
  }
}

/**
 * The hashes of all parts of a text, each known at once when the whole has been
 * looked at. Two texts that have the same hash are taken for the same.
 */
export class TextHashes {
  readonly #first: RollingHash;
  readonly #second: RollingHash;

  constructor(text: string) {
    this.#first = new RollingHash(text, FIRST_BASE);
    this.#second = new RollingHash(text, SECOND_BASE);
  }

  /** The hash of so many characters from `at` on. */
  of(at: number, length: number): number {
    const low = this.#second.of(at, length);
    return (this.#first.of(at, length) & 0x1fffff) * 2 ** 32 + low;
  }
}
