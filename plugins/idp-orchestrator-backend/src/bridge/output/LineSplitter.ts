/** A line of a stream, put together from however many writes and reads. */
export interface SplitLine {
  /** The text as it was printed, without its end; at most a little more than the limit. */
  text: string;
  /** The whole length in bytes. */
  length: number;
  /** The byte of the file at which the next line starts. */
  endOffset: number;
}

/** Limits what is held of a line. */
export interface LineLimit {
  /** Says how many bytes of a line are kept; asked for each block. */
  keepBytes(): number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Cuts a stream's bytes into lines. Holds no more of a line than it may keep,
 * however long the line is, and decodes only whole lines, so that a character
 * that is split over two reads stays whole.
 */
export class LineSplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;
  #lineBytes = 0;
  #offset: number;
  #lastByte = 0;

  constructor(
    private readonly limit: LineLimit,
    offset = 0,
  ) {
    this.#offset = offset;
  }

  /** The byte of the file up to which it has read. */
  get offset(): number {
    return this.#offset;
  }

  /** Takes a block of bytes and returns the lines that it ends. */
  push(block: Buffer): SplitLine[] {
    const lines: SplitLine[] = [];
    const keepBytes = this.limit.keepBytes();
    let start = 0;
    for (;;) {
      const end = block.indexOf(LINE_FEED, start);
      if (end < 0) break;
      if (this.#lineBytes === 0 && end - start <= keepBytes) {
        lines.push(this.#wholeLine(block, start, end));
      } else {
        this.#hold(block.subarray(start, end), keepBytes);
        lines.push(this.#endLine(1));
      }
      start = end + 1;
    }
    this.#hold(block.subarray(start), keepBytes);
    return lines;
  }

  /** Returns the last line, when the stream ended without a line feed. */
  flush(): SplitLine | undefined {
    return this.#lineBytes > 0 ? this.#endLine(0) : undefined;
  }

  /** Makes a line that begins and ends in one block, the common case: nothing is copied. */
  #wholeLine(block: Buffer, start: number, end: number): SplitLine {
    this.#offset += end + 1 - start;
    const last =
      end > start && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    return {
      text: block.toString('utf8', start, last),
      length: last - start,
      endOffset: this.#offset,
    };
  }

  #hold(piece: Buffer, keepBytes: number): void {
    if (piece.length === 0) return;
    const kept = piece.subarray(0, Math.max(0, keepBytes - this.#heldBytes));
    // Copied: the block's memory is read into again.
    if (kept.length > 0) this.#held.push(Buffer.from(kept));
    this.#heldBytes += kept.length;
    this.#lineBytes += piece.length;
    this.#offset += piece.length;
    this.#lastByte = piece[piece.length - 1];
  }

  #endLine(lineFeedBytes: number): SplitLine {
    this.#offset += lineFeedBytes;
    const dropped = this.#lastByte === CARRIAGE_RETURN ? 1 : 0;
    const length = this.#lineBytes - dropped;
    const bytes = Buffer.concat(this.#held).subarray(0, length);
    this.#held = [];
    this.#heldBytes = 0;
    this.#lineBytes = 0;
    this.#lastByte = 0;
    return { text: bytes.toString('utf8'), length, endOffset: this.#offset };
  }
}
