import type { FileHandle } from 'node:fs/promises';
import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';
import { SharedBlocks } from '../../waiting/SharedBlocks';
import { LineSplitter, type LineLimit, type SplitLine } from './LineSplitter';
import type { Gap } from './outputLimit';

const BLOCK_BYTES = 128 * 1024;
const LINE_FEED = 0x0a;
/** So many bytes before what is read are looked at again: another text there shows that the file was emptied. */
const KNOWN_BYTES = 64;
const NOTHING = Buffer.alloc(0);
/** Four threads read in a Node process; two more blocks are filled while these are taken apart. */
const blocks = new SharedBlocks(KNOWN_BYTES + BLOCK_BYTES, 6);

/** Says what was left out: so many bytes, and line ends behind the gap itself. */
export type DescribeGap = (bytes: number, lineEnds: number) => string;

/** Reads one growing file from where it stopped, and splits it into lines. */
export class StreamTail {
  /** True when the last block was full. */
  more = false;
  #end = Infinity;
  /** The part that is left out, until it has been. */
  #gap: (Gap & { describe: DescribeGap }) | undefined;
  /** The end of what was shown before a gap, until the first whole line behind it. */
  #shownTo: number | undefined;
  /** The end of the last whole line. */
  #lineEnd = 0;
  #splitter: LineSplitter;
  /** The last bytes that were read. */
  #known: Buffer = NOTHING;
  /** The bytes that were read before the script emptied the file. */
  #emptiedAt: number;

  constructor(
    readonly stream: LogStream,
    /** Absent when there is nothing that could be read. */
    readonly file: FileHandle | undefined,
    private readonly limit: LineLimit & { emptiedAt?: number },
  ) {
    const { emptiedAt = 0 } = limit;
    this.#emptiedAt = emptiedAt;
    this.#splitter = new LineSplitter(limit, emptiedAt);
  }

  /** The offset of the file's first byte: above zero when the script has emptied the file. */
  get emptiedAt(): number {
    return this.#emptiedAt;
  }

  get offset(): number {
    return this.#splitter.offset;
  }

  /** A line that is still printed over, as it stood there last. */
  get shown(): string | undefined {
    return this.#splitter.shown;
  }

  async size(): Promise<number> {
    if (!this.file) return 0;
    return this.#emptiedAt + (await this.file.stat()).size;
  }

  /**
   * Looks whether the script has emptied the file, as `> /dev/stderr` does; what
   * it holds is read from its start then.
   *
   * @returns the line that was not whole before, if there was one
   */
  async noticeEmptied(): Promise<SplitLine[]> {
    const isEmptied = await blocks.with(async block =>
      this.#isEmptied(await this.#read(block, 0)),
    );
    return isEmptied ? this.restartAt(this.offset) : [];
  }

  /** Takes the file for one whose first byte has this offset. */
  restartAt(offset: number): SplitLine[] {
    const line = this.#splitter.flush();
    this.#emptiedAt = offset;
    this.#lineEnd = offset;
    this.#known = NOTHING;
    this.#splitter = new LineSplitter(this.limit, offset);
    return line ? [line] : [];
  }

  /** Reads from now on only up to there. */
  endAt(end: number): void {
    this.#end = end;
  }

  /** Goes over a part without reading it, and says so in its place. */
  leaveOut(gap: Gap, describe: DescribeGap): void {
    this.#gap = { ...gap, describe };
    this.#end = gap.end;
  }

  async read(most = BLOCK_BYTES): Promise<SplitLine[]> {
    const lines = this.#isAtGap() ? this.#jump() : [];
    const bound = this.#isBeforeGap() ? (this.#gap?.from ?? 0) : this.#end;
    const length = Math.min(most, BLOCK_BYTES, bound - this.offset);
    const taken = await this.#takeNext(length);
    if (!taken) {
      lines.push(...this.restartAt(this.offset));
      this.more = true;
      return lines;
    }
    lines.push(...taken.lines);
    this.more = (taken.bytes > 0 && taken.bytes === length) || this.#isAtGap();
    this.#lineEnd = lines.at(-1)?.endOffset ?? this.#lineEnd;
    return lines;
  }

  flush(): SplitLine | undefined {
    return this.#shownTo === undefined
      ? this.#splitter.flush()
      : this.#markGap(this.#shownTo, 0);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }

  /** Takes the lines of what comes next; undefined when what came before is not there any more. */
  async #takeNext(
    length: number,
  ): Promise<{ lines: SplitLine[]; bytes: number } | undefined> {
    if (length <= 0) return { lines: this.#take(NOTHING), bytes: 0 };
    return blocks.with(async block => {
      const read = await this.#read(block, length);
      if (this.#isEmptied(read)) return undefined;
      const fresh = read.subarray(this.#known.length);
      if (fresh.length > 0) this.#known = copyEnd(read);
      return { lines: this.#take(fresh), bytes: fresh.length };
    });
  }

  /** Reads the last bytes that are known, and what comes next. */
  async #read(block: Buffer, length: number): Promise<Buffer> {
    if (!this.file) return this.#known;
    const known = this.#known.length;
    const from = this.offset - this.#emptiedAt - known;
    const { bytesRead } = await this.file.read(block, 0, known + length, from);
    return block.subarray(0, bytesRead);
  }

  #isEmptied(read: Buffer): boolean {
    return !read.subarray(0, this.#known.length).equals(this.#known);
  }

  #isBeforeGap(): boolean {
    return this.#gap !== undefined && this.offset <= this.#gap.from;
  }

  #isAtGap(): boolean {
    return this.#gap !== undefined && this.offset === this.#gap.from;
  }

  /**
   * Half a line is not shown, since it may hold half of a secret; one that is
   * too long is shown as far as any such line is.
   */
  #jump(): SplitLine[] {
    const { to = 0 } = this.#gap ?? {};
    const isLong = this.offset - this.#lineEnd > this.limit.keepBytes();
    const line = isLong ? this.#splitter.flush() : undefined;
    this.#shownTo = line?.endOffset ?? this.#lineEnd;
    this.#splitter = new LineSplitter(this.limit, to);
    this.#known = NOTHING;
    return line ? [line] : [];
  }

  #take(block: Buffer): SplitLine[] {
    if (this.#shownTo === undefined) return this.#splitter.push(block);
    const end = block.indexOf(LINE_FEED);
    const skipped = end < 0 ? block.length : end + 1;
    this.#splitter = new LineSplitter(this.limit, this.offset + skipped);
    if (end < 0) return [];
    const mark = this.#markGap(this.#shownTo, 1);
    return [mark, ...this.#splitter.push(block.subarray(skipped))];
  }

  #markGap(shownTo: number, lineEnds: number): SplitLine {
    const text = this.#gap?.describe(this.offset - shownTo, lineEnds) ?? '';
    this.#shownTo = undefined;
    return {
      text,
      length: Buffer.byteLength(text),
      endOffset: this.offset,
    };
  }
}

/** Copies the end of a block, which is read into again, to memory that holds nothing else. */
function copyEnd(read: Buffer): Buffer {
  const end = read.subarray(-KNOWN_BYTES);
  const copy = Buffer.allocUnsafeSlow(end.length);
  end.copy(copy);
  return copy;
}
