import type { FileHandle } from 'node:fs/promises';
import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';
import { LineSplitter, type LineLimit, type SplitLine } from './LineSplitter';
import type { Gap } from './outputLimit';

const BLOCK_BYTES = 128 * 1024;
const LINE_FEED = 0x0a;

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
  readonly #block = Buffer.allocUnsafe(BLOCK_BYTES);

  constructor(
    readonly stream: LogStream,
    /** Absent when there is nothing that could be read. */
    readonly file: FileHandle | undefined,
    private readonly limit: LineLimit,
  ) {
    this.#splitter = new LineSplitter(limit);
  }

  get offset(): number {
    return this.#splitter.offset;
  }

  async size(): Promise<number> {
    return this.file ? (await this.file.stat()).size : 0;
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
    const bytesRead = await this.#fill(length);
    lines.push(...this.#take(this.#block.subarray(0, bytesRead)));
    this.more = (bytesRead > 0 && bytesRead === length) || this.#isAtGap();
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

  async #fill(length: number): Promise<number> {
    if (!this.file || length <= 0) return 0;
    const { bytesRead } = await this.file.read(
      this.#block,
      0,
      length,
      this.offset,
    );
    return bytesRead;
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
