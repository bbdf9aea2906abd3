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
 * that is split over two reads stays whole. Of a line that was printed over
 * again and again, as progress is, only what stands after its last carriage
 * return is kept: that is what a terminal shows in the end.
 */
export class LineSplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** All of the line as it was read. */
  #readBytes = 0;
  /** What is to be seen of it. */
  #seenBytes = 0;
  #offset: number;
  /** It stood at the start of the line again; what comes next replaces the rest. */
  #returned = false;
  /** What last stood between two carriage returns of the line. */
  #shown: Buffer | undefined;

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

  /** The text of a line that is still printed over, as it stood there last; what is half printed is not in it. */
  get shown(): string | undefined {
    return this.#shown?.toString('utf8');
  }

  /** Takes a block of bytes and returns the lines that it ends. */
  push(block: Buffer): SplitLine[] {
    const lines: SplitLine[] = [];
    const keepBytes = this.limit.keepBytes();
    let start = 0;
    for (;;) {
      const end = block.indexOf(LINE_FEED, start);
      if (end < 0) break;
      if (this.#readBytes === 0 && end - start <= keepBytes) {
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
    return this.#readBytes > 0 ? this.#endLine(0) : undefined;
  }

  /** Makes a line that begins and ends in one block, the common case: nothing is copied. */
  #wholeLine(block: Buffer, start: number, end: number): SplitLine {
    this.#offset += end + 1 - start;
    const [first, last] = seenIn(block, start, end);
    return {
      text: block.toString('utf8', first, last),
      length: last - first,
      endOffset: this.#offset,
    };
  }

  #hold(piece: Buffer, keepBytes: number): void {
    this.#noteShown(piece, keepBytes);
    this.#readBytes += piece.length;
    this.#offset += piece.length;
    const [first, last] = seenIn(piece, 0, piece.length);
    if (last > first) {
      if (first > 0 || this.#returned) this.#forget();
      const seen = piece.subarray(first, last);
      const kept = seen.subarray(0, Math.max(0, keepBytes - this.#heldBytes));
      // Copied: the block's memory is read into again.
      if (kept.length > 0) this.#held.push(Buffer.from(kept));
      this.#heldBytes += kept.length;
      this.#seenBytes += seen.length;
    }
    if (last < piece.length) this.#returned = true;
  }

  #noteShown(piece: Buffer, keepBytes: number): void {
    const end = piece.lastIndexOf(CARRIAGE_RETURN);
    if (end < 0) return;
    const [first, last] = seenIn(piece, 0, end);
    const before = first > 0 || this.#returned ? [] : this.#held;
    const shown = Buffer.concat([...before, piece.subarray(first, last)]);
    if (shown.length > 0) this.#shown = shown.subarray(0, keepBytes);
  }

  #endLine(lineFeedBytes: number): SplitLine {
    this.#offset += lineFeedBytes;
    const line = {
      text: Buffer.concat(this.#held).toString('utf8'),
      length: this.#seenBytes,
      endOffset: this.#offset,
    };
    this.#forget();
    this.#readBytes = 0;
    this.#shown = undefined;
    return line;
  }

  #forget(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#seenBytes = 0;
    this.#returned = false;
  }
}

/** Where in a part of a line that begins and ends what is seen in the end: after the last return that something follows. */
function seenIn(bytes: Buffer, start: number, end: number): [number, number] {
  let last = end;
  while (last > start && bytes[last - 1] === CARRIAGE_RETURN) last -= 1;
  if (last === start) return [start, start];
  // Not looked for beyond this part: that would be done for each line of a block.
  const before = bytes.subarray(start, last).lastIndexOf(CARRIAGE_RETURN);
  return [start + before + 1, last];
}
