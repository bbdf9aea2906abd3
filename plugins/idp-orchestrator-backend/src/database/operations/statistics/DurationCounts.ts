/** Each power of two is told apart in so many parts: the middle of one is within 1.6 % of all in it. */
const PARTS = 32;

/**
 * How often durations (ms) occurred, so that they can be added up by the day
 * and percentiles are those of all of them, never of other percentiles. Those
 * below 64 ms are kept as they are, longer ones to two hundredths.
 */
export class DurationCounts {
  /** By the number of the bucket; short, since a day has some hundred at most. */
  readonly #counts: number[] = [];
  #total = 0;

  get total(): number {
    return this.#total;
  }

  /** @param count negative to take it away again */
  add(ms: number, count = 1): void {
    this.#addTo(bucketOf(ms), count);
  }

  /**
   * Adds what {@link toText} made of others, several with commas between.
   *
   * @throws SyntaxError when it is no such text
   */
  addTexts(texts: string): void {
    for (const pairs of JSON.parse(`[${texts}]`) as number[][]) {
      for (let at = 0; at < pairs.length; at += 2) {
        this.#addTo(pairs[at], pairs[at + 1]);
      }
    }
  }

  /** The duration at place ⌈share·total⌉ (nearest rank); undefined when there is none. */
  percentile(share: number): number | undefined {
    let left = Math.ceil(this.#total * share);
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count;
      if (count !== 0 && left <= 0) return middleOf(bucket);
    }
    return undefined;
  }

  /** As JSON: number and count of each bucket, one after the other. */
  toText(): string {
    const pairs = this.#counts.flatMap((count, bucket) =>
      count === 0 ? [] : [bucket, count],
    );
    return JSON.stringify(pairs);
  }

  #addTo(bucket: number, count: number): void {
    while (this.#counts.length <= bucket) this.#counts.push(0);
    this.#counts[bucket] += count;
    this.#total += count;
  }
}

/** Numbers the buckets: each ms by itself first, then the parts of each power of two. */
function bucketOf(ms: number): number {
  if (ms < 2 * PARTS) return Math.floor(ms);
  const doublings = Math.floor(Math.log2(ms / PARTS));
  return doublings * PARTS + Math.floor(ms / 2 ** doublings);
}

function middleOf(bucket: number): number {
  if (bucket < 2 * PARTS) return bucket;
  const doublings = Math.floor(bucket / PARTS) - 1;
  const width = 2 ** doublings;
  return (bucket - doublings * PARTS) * width + Math.floor(width / 2);
}
