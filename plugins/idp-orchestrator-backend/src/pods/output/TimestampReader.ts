const LINE_FEED = 0x0a;
const SPACE = 0x20;
/** What a kubelet puts before each line has no more bytes. */
const LONGEST = 48;
const TIMESTAMP =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Takes the times out of a log that a kubelet puts before each line, so that
 * what remains is what the script has printed, byte by byte. They are compared
 * as times, and not as texts: the zone may change with the node's.
 */
export class TimestampReader {
  /** The time of the first line (ns since 1970); undefined before there is one. */
  first: bigint | undefined;
  /** The time of the last line. */
  last: bigint | undefined;
  /** The bytes of the lines that were left out. */
  leftOutBytes = 0;
  #head: Buffer | undefined = Buffer.alloc(0);
  #isLeftOut = false;

  /** @param after - lines until this time are left out: they were read before. */
  constructor(private readonly after?: bigint) {}

  /** Takes a block of the log; returns what of it the script has printed. */
  take(block: Buffer): Buffer {
    const pieces: Buffer[] = [];
    for (let at = 0; at < block.length;) {
      at = this.#head
        ? this.#takeHead(block, at, pieces)
        : this.#takeText(block, at, pieces);
    }
    return Buffer.concat(pieces);
  }

  #takeText(block: Buffer, at: number, pieces: Buffer[]): number {
    const end = block.indexOf(LINE_FEED, at);
    const next = end < 0 ? block.length : end + 1;
    if (this.#isLeftOut) this.leftOutBytes += next - at;
    else pieces.push(block.subarray(at, next));
    if (end >= 0) this.#head = Buffer.alloc(0);
    return next;
  }

  /** Takes bytes of the start of a line until it is known whether a time stands there. */
  #takeHead(block: Buffer, at: number, pieces: Buffer[]): number {
    const held = this.#head ?? Buffer.alloc(0);
    const most = block.subarray(at, at + LONGEST - held.length);
    const end = most.findIndex(byte => byte === SPACE || byte === LINE_FEED);
    const taken = end < 0 ? most : most.subarray(0, end + 1);
    const head = Buffer.concat([held, taken]);
    if (end < 0 && head.length < LONGEST) {
      this.#head = head;
      return at + taken.length;
    }
    this.#head = head.at(-1) === LINE_FEED ? Buffer.alloc(0) : undefined;
    const text = head.toString('latin1').slice(0, -1);
    if (end >= 0 && head.at(-1) === SPACE && TIMESTAMP.test(text)) {
      this.#note(text);
    } else if (!this.#isLeftOut) {
      // A line without a time belongs to what stands before it.
      pieces.push(head);
    }
    return at + taken.length;
  }

  #note(text: string): void {
    const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
    const second = Date.parse(text.replace(/\.\d+/, ''));
    const time = BigInt(second) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
    this.first ??= time;
    this.last = time;
    this.#isLeftOut = this.after !== undefined && time <= this.after;
  }
}
