import {
  formatByteSize,
  type LogStream,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogPosition, ScriptSaid } from '../../ports';
import { openRegular } from '../supervisor/regularFile';
import { LeftOut } from './LeftOut';
import {
  nothingLeftOut,
  readLeftOut,
  writeLeftOut,
  type LeftOutNote,
} from './leftOutNote';
import type { LineLimit, SplitLine } from './LineSplitter';
import {
  STREAMS,
  type OutputInterpreter,
  type SplitBlock,
} from './OutputInterpreter';
import { createOutputLimit, decideGaps, type OutputLimit } from './outputLimit';
import { readCommand } from './readCommand';
import { StreamTail } from './StreamTail';

export interface TailPiece {
  said: ScriptSaid | undefined;
  /** True when there is more to read at once. */
  more: boolean;
}

/** The files that a tail reads, and the one in which it notes what it left out. */
export type TailFiles = Record<LogStream | 'leftOut', string>;

export interface TailOptions extends LineLimit {
  maxOutputBytes: number;
  /** True for what nobody has read before. */
  isFresh: boolean;
  /** Says, once, that the disk is full. */
  room: { tell(): string | undefined };
}

/**
 * Reads an attempt's two output files as they grow, a block at a time: their
 * beginning while the script runs, and their end when it has ended.
 */
export class OutputTail {
  readonly #limit: OutputLimit;
  readonly #leftOut: Partial<Record<LogStream, LeftOut>> = {};
  readonly #warnings: string[] = [];
  readonly #told = new Set<string>();
  /** Lines that were read and want something masked. */
  readonly #maskLines: string[] = [];
  /** Half lines that were cut off when the script emptied a file at its end. */
  readonly #restOfEmptied: SplitBlock = { stdout: [], stderr: [] };
  #isOver = false;
  #openLine: string | undefined;

  private constructor(
    private readonly streams: Record<LogStream, StreamTail>,
    private readonly interpreter: OutputInterpreter,
    private readonly options: TailOptions & {
      note: LeftOutNote;
      notePath: string;
      /** What is wrong with the files. */
      problems: string[];
    },
  ) {
    this.#limit = createOutputLimit(options.maxOutputBytes);
    for (const stream of STREAMS) this.#prepare(stream);
  }

  static async open(
    files: TailFiles,
    interpreter: OutputInterpreter,
    options: TailOptions,
  ): Promise<OutputTail> {
    const problems: string[] = [];
    const note = options.isFresh
      ? nothingLeftOut()
      : await readLeftOut(files.leftOut);
    const openOne = async (stream: LogStream) => {
      const { file, is } = await openRegular(files[stream]);
      if (!file) problems.push(describeUnread(stream, is));
      const { emptiedAt } = note[stream];
      return new StreamTail(stream, file, { ...options, emptiedAt });
    };
    const [stdout, stderr] = await Promise.all(STREAMS.map(openOne));
    return new OutputTail({ stdout, stderr }, interpreter, {
      ...options,
      note,
      notePath: files.leftOut,
      problems,
    });
  }

  /** What could not be read, and why. */
  get problems(): string[] {
    return this.options.problems;
  }

  /** The last line of a stream, masked, where the script ended in the middle of it. */
  get openLine(): string | undefined {
    return this.#openLine;
  }

  /** How much was read of both. */
  get offset(): number {
    const { stdout, stderr } = this.streams;
    return stdout.offset + stderr.offset;
  }

  /** The open files, to be watched. */
  get descriptors(): number[] {
    return STREAMS.flatMap(stream => this.streams[stream].file?.fd ?? []);
  }

  /** Understands again what is stored already: masks, annotations, the tail of stderr. */
  async catchUp(position: LogPosition): Promise<void> {
    this.options.note.masks.forEach(line => this.#mask(line));
    for (const stream of STREAMS) {
      const tail = this.streams[stream];
      while (tail.offset < position[stream]) {
        const before = tail.offset;
        const lines = await tail.read(position[stream] - tail.offset);
        this.interpreter.interpret({ ...NOTHING, [stream]: lines });
        if (tail.offset === before && !tail.more) break;
      }
      if (tail.file && tail.offset < position[stream]) {
        // It was emptied while nobody read it.
        tail.restartAt(position[stream]);
        await this.#noteEmptied(tail);
      }
    }
  }

  /**
   * Reads from now on only what is there now, whatever something left behind
   * still writes, and no more than is kept.
   */
  async limitToPresent(): Promise<void> {
    const { stdout, stderr } = this.streams;
    const tails = [stdout, stderr];
    const rests = await Promise.all(tails.map(tail => tail.noticeEmptied()));
    for (const [at, tail] of tails.entries()) {
      this.#restOfEmptied[tail.stream].push(...rests[at]);
      await this.#noteEmptied(tail);
    }
    const [endedOut, endedErr] = await Promise.all(
      tails.map(tail => this.#toEnded(tail)),
    );
    const gaps = decideGaps(
      { stdout: endedOut, stderr: endedErr },
      this.#limit,
    );
    for (const stream of STREAMS) {
      const leftOut = this.#leftOut[stream];
      const gap = gaps[stream];
      // One that was decided by a backend before this one stays as it is.
      if (!leftOut || leftOut.gap || !gap) continue;
      if (this.streams[stream].emptiedAt === 0) await leftOut.complete(gap);
      this.#leave(stream, gap);
    }
    if (Object.keys(gaps).length > 0) await this.#save();
    this.#isOver = true;
  }

  async read(): Promise<TailPiece> {
    const { stdout, stderr } = this.streams;
    // First stderr: what is to be masked is mostly said on stdout, before it is
    // printed anywhere.
    const errors = await stderr.read(this.#mostOf(stderr));
    const block = {
      stdout: await stdout.read(this.#mostOf(stdout)),
      stderr: errors,
    };
    for (const stream of STREAMS) {
      block[stream].unshift(...this.#restOfEmptied[stream].splice(0));
      this.#maskLines.push(...block[stream].flatMap(maskLineOf));
      await this.#noteEmptied(this.streams[stream]);
    }
    const said = this.interpreter.interpret(block);
    const isBehind = stdout.more || stderr.more;
    const more = (await this.#dropWhatIsLeftOut(isBehind)) || isBehind;
    const full = this.options.room.tell();
    if (full) this.#warn(full);
    return { said: this.#withWarnings(said), more };
  }

  /** The lines that are still printed over, masked, as they stood there last. */
  listShown(): Array<{ stream: LogStream; text: string }> {
    return STREAMS.flatMap(stream => {
      const { shown } = this.streams[stream];
      if (shown === undefined || readCommand(shown)) return [];
      return [{ stream, text: this.interpreter.clean(shown) }];
    });
  }

  /** Interprets last lines without a line feed, when nothing more will come. */
  finish(): ScriptSaid | undefined {
    const last = (stream: LogStream) => {
      const line = this.streams[stream].flush();
      return line ? [line] : [];
    };
    const block = { stdout: last('stdout'), stderr: last('stderr') };
    const said = this.interpreter.interpret(block);
    const [open] = STREAMS.filter(stream => block[stream].length > 0);
    if (open) this.#openLine = this.interpreter.tails[open].at(-1);
    return said;
  }

  async close(): Promise<void> {
    await Promise.all(STREAMS.map(stream => this.streams[stream].close()));
  }

  /**
   * Says, and notes for the next backend, that the script has emptied the file
   * of a stream. What wanted something masked cannot be read again there.
   */
  async #noteEmptied({ stream, emptiedAt }: StreamTail): Promise<void> {
    const { note } = this.options;
    if (emptiedAt === (note[stream].emptiedAt ?? 0)) return;
    note[stream].emptiedAt = emptiedAt;
    note.masks.push(...this.#maskLines.splice(0));
    await this.#save();
    this.#warn(describeEmptied(stream));
  }

  #prepare(stream: LogStream): void {
    const { file } = this.streams[stream];
    if (!file) return;
    const { note } = this.options;
    const leftOut = new LeftOut(file, note[stream], line => {
      note.masks.push(line);
      this.#mask(line);
    });
    this.#leftOut[stream] = leftOut;
    if (leftOut.gap) this.#leave(stream, leftOut.gap);
  }

  #leave(stream: LogStream, gap: Parameters<StreamTail['leaveOut']>[0]): void {
    const kept = formatByteSize(this.#limit.maxBytes);
    this.streams[stream].leaveOut(gap, (bytes, lineEnds) => {
      const { lines, dropped } = this.#leftOut[stream] ?? {};
      if (dropped?.unseen) {
        return `… [${bytes} bytes of ${stream} are left out here, its end among them: it came too fast to be looked through for secrets]`;
      }
      const amount =
        lines === undefined ? '' : ` (${countLines(lines + lineEnds)})`;
      return `… [${bytes} bytes${amount} of ${stream} are left out here: more than the ${kept} of an attempt that are kept]`;
    });
  }

  async #toEnded(tail: StreamTail) {
    const leftOut = this.#leftOut[tail.stream];
    const end = leftOut?.gap?.end ?? (await tail.size());
    tail.endAt(end);
    return { offset: tail.offset, end, dropped: leftOut?.dropped };
  }

  get #headLeft(): number {
    return Math.max(0, this.#limit.headBytes - this.offset);
  }

  #mostOf({ stream, offset }: StreamTail): number | undefined {
    if (this.#isOver) return undefined;
    const { from = Infinity } = this.#leftOut[stream]?.dropped ?? {};
    return Math.min(this.#headLeft, from - offset);
  }

  /** Returns true when there is more to do at once. */
  async #dropWhatIsLeftOut(isBehind: boolean): Promise<boolean> {
    const headLeft = this.#headLeft;
    if (this.#isOver || (!isBehind && headLeft > 0)) return false;
    let more = false;
    for (const stream of STREAMS) {
      const { offset } = this.streams[stream];
      const leftOut = this.#leftOut[stream];
      // Of one that was emptied no part is where its offsets say.
      if (!leftOut || this.streams[stream].emptiedAt > 0) continue;
      const size = await this.streams[stream].size();
      const from = offset + headLeft;
      const to = size - this.#limit.onDiskBytes;
      if (size > from) this.#warn(this.#describeCut());
      if (to <= (leftOut.dropped?.to ?? from)) continue;
      const part = { from, to };
      const save = () => this.#save();
      more = (await leftOut.advance(part, this.#limit, save)) || more;
      if (!leftOut.canPunch) this.#warn(describeGrowth(stream));
    }
    return more;
  }

  #describeCut(): string {
    const { maxBytes, tailBytes } = this.#limit;
    const kept = formatByteSize(maxBytes);
    return `It prints more than is shown while it runs: of the ${kept} that are kept of an attempt (maxOutput), ${formatByteSize(tailBytes)} are its end, and come when it has ended.`;
  }

  async #save(): Promise<void> {
    await writeLeftOut(this.options.notePath, this.options.note);
  }

  /** Learns what a line wants masked, which is not shown itself. */
  #mask(text: string): void {
    const line: SplitLine = { text, length: text.length, endOffset: 0 };
    this.interpreter.interpret({ ...NOTHING, stdout: [line] });
  }

  #warn(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#warnings.push(text);
  }

  #withWarnings(said: ScriptSaid | undefined): ScriptSaid | undefined {
    const warnings = this.#warnings.splice(0);
    if (warnings.length === 0) return said;
    const { logs = [], annotations = [], ...rest } = said ?? {};
    const added = warnings.map(text => ({ level: 'warning' as const, text }));
    return { logs, annotations: [...annotations, ...added], ...rest };
  }
}

const NOTHING: SplitBlock = { stdout: [], stderr: [] };

function countLines(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

function describeUnread(stream: LogStream, is: string): string {
  return `${stream} is ${is} in the spool, where the script's output goes: what it printed after that was not read`;
}

function maskLineOf({ text }: SplitLine): string[] {
  return text.includes('::add-mask::') ? [text] : [];
}

function describeEmptied(stream: LogStream): string {
  return `It has emptied the file of its ${stream}, as > /dev/${stream} does: what it had printed a moment before may be missing in the log. Write ${stream === 'stderr' ? '>&2' : '>&1'} instead, or >> /dev/${stream}`;
}

function describeGrowth(stream: LogStream): string {
  return `The file of ${stream} grows with all that it prints: giving back the room of what is left out needs fallocate of util-linux, and a file system with holes.`;
}
