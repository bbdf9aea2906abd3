import type { FileHandle } from 'node:fs/promises';
import type { LeftOutNote } from './leftOutNote';
import type { OutputLimit } from './outputLimit';
import { punchHole } from './punchHole';

const BLOCK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;
const MASK = Buffer.from('::add-mask::');

/** No more is looked through at one go, so that what is stored meanwhile does not wait for long. */
const STRETCH_BYTES = 64 * 1024 * 1024;

/**
 * A script that is so far ahead of us would fill the disk: what lies between is
 * given back unseen. It may have said what is to be masked, so that nothing
 * that comes later is shown.
 */
const MOST_BEHIND_BYTES = 512 * 1024 * 1024;

/** Lines are counted in so many bytes; more would cost the event loop too much. */
const COUNTED_BYTES = 256 * 1024 * 1024;

/**
 * What is left out of one stream: looked through for what wants to be masked,
 * and given back to the disk while the script goes on.
 */
export class LeftOut {
  #lines: number | undefined;
  #looked = 0;
  #punched: number;
  #canPunch = true;

  constructor(
    private readonly file: FileHandle,
    private readonly note: LeftOutNote['stdout'],
    private readonly learn: (line: string) => void,
  ) {
    // What a backend before this one looked through was not counted here.
    this.#lines = note.dropped ? undefined : 0;
    this.#punched = note.dropped?.from ?? 0;
  }

  /** The part of which nothing can be read any more. */
  get dropped() {
    return this.note.dropped;
  }

  get gap() {
    return this.note.gap;
  }

  /** The number of line ends in the gap; undefined when it is not known. */
  get lines(): number | undefined {
    return this.#lines;
  }

  /** False when the disk was found to give nothing back. */
  get canPunch(): boolean {
    return this.#canPunch;
  }

  /**
   * Looks through a stretch of what lies between, and gives it back.
   *
   * @param save stores the note, before anything is gone
   * @returns true when there is more to look through at once
   */
  async advance(
    part: { from: number; to: number },
    { pieceBytes }: OutputLimit,
    save: () => Promise<void>,
  ): Promise<boolean> {
    const dropped = (this.note.dropped ??= { from: part.from, to: part.from });
    if (this.#punched === 0) this.#punched = dropped.from;
    if (part.to - dropped.to > MOST_BEHIND_BYTES) {
      dropped.unseen = true;
      dropped.to = part.to - STRETCH_BYTES;
      this.#lines = undefined;
    }
    const to = Math.min(part.to, dropped.to + STRETCH_BYTES);
    dropped.to = await this.#look(dropped.to, to);
    if (this.#canPunch && dropped.to - this.#punched >= pieceBytes) {
      await save();
      const hole = { from: this.#punched, to: dropped.to };
      this.#canPunch = await punchHole(this.file, hole);
      this.#punched = dropped.to;
    }
    return dropped.to < part.to - pieceBytes;
  }

  /** Looks through the rest of the gap, which is decided now. */
  async complete(gap: NonNullable<LeftOutNote['stdout']['gap']>) {
    const { from, to } = gap;
    const { dropped } = this.note;
    this.note.gap = gap;
    if (dropped?.unseen) return;
    if (dropped) {
      await this.#lookAtAll(from, dropped.from);
      await this.#lookAtAll(dropped.to, to);
    } else {
      await this.#lookAtAll(from, to);
    }
  }

  async #lookAtAll(from: number, to: number): Promise<void> {
    let at = from;
    while (at < to) {
      const next = await this.#look(at, to, { whole: true });
      if (next === at) break;
      at = next;
    }
  }

  /**
   * Looks through the lines of a part.
   *
   * @returns the end of what was looked through: that of the last line, unless
   *   the whole is wanted
   */
  async #look(
    from: number,
    to: number,
    { whole = false } = {},
  ): Promise<number> {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let at = from;
    while (at < to) {
      const length = Math.min(BLOCK_BYTES, to - at);
      const { bytesRead } = await this.file.read(block, 0, length, at);
      if (bytesRead === 0) break;
      const read = block.subarray(0, bytesRead);
      const lineEnd = read.lastIndexOf(LINE_FEED) + 1;
      const isLast = at + bytesRead >= to;
      if (isLast && lineEnd === 0 && !whole && bytesRead < BLOCK_BYTES) break;
      const taken = (isLast && whole) || lineEnd === 0 ? bytesRead : lineEnd;
      this.#takeLines(read.subarray(0, taken));
      at += taken;
      if (isLast && !whole) break;
    }
    return at;
  }

  #takeLines(block: Buffer): void {
    this.#count(block);
    for (
      let at = block.indexOf(MASK);
      at >= 0;
      at = block.indexOf(MASK, at + MASK.length)
    ) {
      if (at > 0 && block[at - 1] !== LINE_FEED) continue;
      const end = block.indexOf(LINE_FEED, at);
      const line = block.subarray(at, end < 0 ? block.length : end);
      this.learn(line.toString('utf8').replace(/\r$/, ''));
    }
  }

  #count(block: Buffer): void {
    this.#looked += block.length;
    if (this.#looked > COUNTED_BYTES) this.#lines = undefined;
    if (this.#lines === undefined) return;
    let lines = 0;
    for (let at = 0; at < block.length; at++) {
      if (block[at] === LINE_FEED) lines += 1;
    }
    this.#lines += lines;
  }
}
