import type { FileHandle } from 'node:fs/promises';
import { LineSplitter, type LineLimit, type SplitLine } from './LineSplitter';

const BLOCK_BYTES = 128 * 1024;

/** Reads one growing file from where it stopped, and splits it into lines. */
export class StreamTail {
  /** True when the last block was full. */
  more = false;
  #end = Infinity;
  readonly #splitter: LineSplitter;
  readonly #block = Buffer.allocUnsafe(BLOCK_BYTES);

  constructor(
    private readonly file: FileHandle,
    limit: LineLimit,
  ) {
    this.#splitter = new LineSplitter(limit);
  }

  get offset(): number {
    return this.#splitter.offset;
  }

  async limitToPresent(): Promise<void> {
    this.#end = (await this.file.stat()).size;
  }

  async read(most = BLOCK_BYTES): Promise<SplitLine[]> {
    const length = Math.min(most, BLOCK_BYTES, this.#end - this.offset);
    const { bytesRead } = await this.file.read(
      this.#block,
      0,
      length,
      this.offset,
    );
    this.more = bytesRead > 0 && bytesRead === length;
    return this.#splitter.push(this.#block.subarray(0, bytesRead));
  }

  flush(): SplitLine | undefined {
    return this.#splitter.flush();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
