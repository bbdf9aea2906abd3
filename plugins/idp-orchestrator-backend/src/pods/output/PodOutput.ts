import type { Masker } from '../../bridge/output/Masker';
import { LineSplitter, type SplitLine } from '../../bridge/output/LineSplitter';
import { OutputInterpreter } from '../../bridge/output/OutputInterpreter';
import {
  PRINTED_BYTES,
  understandResults,
  type HandedPart,
  type ScriptResults,
} from '../../bridge/output/results/understandResults';
import type { LogPosition, ScriptSaid } from '../../ports';
import { Frames, type SentFile } from './Frames';
import { KeptOutput } from './KeptOutput';
import { TimestampReader } from './TimestampReader';

export interface PodOutputOptions {
  masker: Masker;
  maxLineBytes: number;
  maxOutputBytes: number;
  nonce: string;
  /** Whether the script prints JSON, which is looked for at the end. */
  json: boolean;
  /** The end of what is stored already. */
  position: LogPosition;
}

const ROTATED =
  '… [the kubelet has begun a new file of this log meanwhile: lines may be missing here]';
const ROTATED_UNSEEN =
  '… [the kubelet has begun a new file of this log while no backend read it: lines may be missing here, or come twice]';
const SHORTER =
  '… [the log is shorter now than what was read of it before: lines may be missing here]';

/** What the wrapper sends is shorter than this (bytes), as base64 in lines. */
const FRAME_BYTES = 1024 * 1024;

/** In so many bytes are the time of the first line, and what tells whether the wrapper has printed it. */
const FIRST_BYTES = 128;

const LINE_FEED = 0x0a;

/**
 * Understands the log of a pod, which is read from its start each time that it
 * is connected to: what is known of it is passed over, each line is told once.
 */
export class PodOutput {
  readonly frames: Frames;
  readonly #interpreter: OutputInterpreter;
  readonly #kept: KeptOutput;
  #splitter: LineSplitter;
  #times = new TimestampReader();
  /** The time of the first line of the file that is read. */
  #began: bigint | undefined;
  /** The offset at which the file begins that is read. */
  #base = 0;
  /** The bytes that are read again and known. */
  #skip = 0;
  /** The first bytes of a connection, until it is known which file they are of. */
  #first: Buffer | undefined = NOTHING;
  #end: Buffer[] = [];
  #endBytes = 0;

  constructor(private readonly options: PodOutputOptions) {
    this.frames = new Frames(options.nonce);
    this.#interpreter = new OutputInterpreter(options);
    this.#kept = new KeptOutput(options.maxOutputBytes);
    this.#splitter = this.#splitFrom(0);
  }

  get tails() {
    return this.#interpreter.tails;
  }

  /** The last line, masked, where the script ended in the middle of it. */
  get openLine(): string | undefined {
    return this.frames.endsOpen ? this.tails.stdout.at(-1) : undefined;
  }

  /** Says that the log is read from its start again. */
  reconnect(): void {
    this.#first = NOTHING;
  }

  /** Takes a block of the log; returns what is to be told of it. */
  take(block: Buffer): ScriptSaid | undefined {
    if (!this.#first) return this.#tell(this.#read(block));
    this.#first = Buffer.concat([this.#first, block]);
    const isEnough =
      this.#first.length >= FIRST_BYTES || this.#first.includes(LINE_FEED);
    return isEnough ? this.#tell(this.#takeFirst()) : undefined;
  }

  /** Returns what is to be told when nothing more comes. */
  finish(): ScriptSaid | undefined {
    const first = this.#first?.length ? this.#takeFirst() : [];
    const last = this.#splitter.flush();
    const lines = this.frames.take([...first, ...(last ? [last] : [])]);
    const { stdout } = this.options.position;
    const missing =
      this.#splitter.offset < stdout ? [markAt(SHORTER, stdout + 1)] : [];
    const said = this.#interpret([
      ...lines,
      ...this.frames.flush(),
      ...missing,
    ]);
    return join(this.#kept.keep(said), this.#kept.finish());
  }

  /** Reads what the script handed over. */
  readResults(): ScriptResults {
    const { output, summary } = this.frames.files;
    return understandResults(
      {
        ...(this.options.json && { printed: this.#readPrinted() }),
        output: toPart(output, '$IDP_OUTPUT'),
        summary: toPart(summary, '$IDP_SUMMARY'),
      },
      this.options.masker,
    );
  }

  #splitFrom(offset: number): LineSplitter {
    const { maxLineBytes, masker } = this.options;
    // More than is shown: a secret across the cut is masked whole.
    const keepBytes = () => maxLineBytes + masker.longestBytes;
    return new LineSplitter({ keepBytes }, offset);
  }

  /** Takes the first bytes of a connection, which tell whether they are of the file that is known. */
  #takeFirst(): SplitLine[] {
    const block = this.#first ?? NOTHING;
    this.#first = undefined;
    const peek = new TimestampReader();
    const text = peek.take(block).toString('latin1');
    const seen = this.#began === undefined ? undefined : this.#times.last;
    const isKnown =
      this.#began === undefined
        ? text.startsWith(this.frames.startMark)
        : peek.first === this.#began;
    this.#began = peek.first;
    if (!isKnown) return this.#takeRotated(block, peek.first, seen);
    this.#times = new TimestampReader();
    this.#skip = this.#splitter.offset - this.#base;
    return this.#read(block);
  }

  /**
   * Takes the first bytes of another file, which goes on with the log: lines
   * that this process has read in the one before are known by their times.
   */
  #takeRotated(
    block: Buffer,
    first: bigint | undefined,
    seen: bigint | undefined,
  ): SplitLine[] {
    const { stdout } = this.options.position;
    const last = this.#splitter.flush();
    const lines = last ? [last] : [];
    const end = Math.max(this.#splitter.offset, stdout);
    const overlaps = seen !== undefined && first !== undefined && first <= seen;
    const mark = seen === undefined ? ROTATED_UNSEEN : ROTATED;
    if (!overlaps) lines.push(markAt(mark, end + 1));
    this.#times = new TimestampReader(seen);
    this.#splitter = this.#splitFrom(end + 1);
    this.#base = end + 1;
    this.#skip = 0;
    return [...lines, ...this.#read(block)];
  }

  #read(block: Buffer): SplitLine[] {
    const leftOut = this.#times.leftOutBytes;
    const text = this.#times.take(block);
    // What is left out is there the next time.
    this.#base -= this.#times.leftOutBytes - leftOut;
    const skipped = Math.min(this.#skip, text.length);
    this.#skip -= skipped;
    const fresh = text.subarray(skipped);
    if (fresh.length > 0 && this.options.json) this.#keepEnd(fresh);
    return this.#splitter.push(fresh);
  }

  #tell(lines: SplitLine[]): ScriptSaid | undefined {
    return this.#kept.keep(this.#interpret(this.frames.take(lines)));
  }

  #interpret(lines: SplitLine[]): ScriptSaid | undefined {
    if (lines.length === 0) return undefined;
    return this.#interpreter.interpret({ stdout: lines, stderr: [] });
  }

  #keepEnd(text: Buffer): void {
    this.#end.push(Buffer.from(text));
    this.#endBytes += text.length;
    const most = PRINTED_BYTES + FRAME_BYTES;
    while (this.#endBytes - this.#end[0].length > most) {
      this.#endBytes -= this.#end[0].length;
      this.#end.shift();
    }
  }

  /** Reads the end of what the script has printed, without what the wrapper has. */
  #readPrinted() {
    const all = Buffer.concat(this.#end);
    const results = all.lastIndexOf(`\n${this.frames.resultsMark}`);
    const printed = results < 0 ? all : all.subarray(0, results);
    const start = this.frames.startMark;
    const text = printed.subarray(-PRINTED_BYTES).toString('utf8');
    return {
      text: text.startsWith(start) ? text.slice(start.length) : text,
      bytes: this.#splitter.offset - (all.length - printed.length),
    };
  }
}

const NOTHING = Buffer.alloc(0);

function markAt(text: string, endOffset: number): SplitLine {
  return { text, length: Buffer.byteLength(text), endOffset };
}

function toPart({ bytes, content, isOdd }: SentFile, name: string): HandedPart {
  const problems = [
    ...(isOdd
      ? [
          `${name} is no plain file any more, and nothing of it was taken: write to the file that is there, or put another plain file in its place`,
        ]
      : []),
    ...(bytes > 0 && content.length === 0
      ? [
          `${name} has ${bytes} bytes, and none of them came: the image needs the commands head, wc and base64`,
        ]
      : []),
  ];
  return { text: content.toString('utf8'), bytes, problems };
}

function join(
  first: ScriptSaid | undefined,
  second: ScriptSaid | undefined,
): ScriptSaid | undefined {
  if (!first || !second) return first ?? second;
  return { ...first, logs: [...first.logs, ...second.logs] };
}
