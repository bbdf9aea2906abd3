import type { SplitLine } from '../../bridge/output/LineSplitter';

/** How the wrapper says that the script has ended. */
export interface WrapperExit {
  code: number;
  ranMs: number;
  userMs?: number;
  systemMs?: number;
  peakMemoryBytes?: number;
}

/** A file that the wrapper sent. */
export interface SentFile {
  /** The bytes of the whole; of `content` there may be fewer. */
  bytes: number;
  content: Buffer;
  /** True when the script has put something in its place that is no plain file. */
  isOdd: boolean;
}

const NOTHING_SENT = (): SentFile => ({
  bytes: 0,
  content: Buffer.alloc(0),
  isOdd: false,
});

/** Takes out of a log what the wrapper says in it, which begins with the nonce of the claim. */
export class Frames {
  readonly files = { output: NOTHING_SENT(), summary: NOTHING_SENT() };
  exit: WrapperExit | undefined;
  /** True when all of it is there. */
  isComplete = false;
  /** True when the last line of the script had no end. */
  endsOpen = false;
  readonly #mark: string;
  /** A line without text: that before the results is none of the script's. */
  #held: SplitLine | undefined;
  #isOver = false;
  #hasText = false;
  #file: SentFile | undefined;

  constructor(nonce: string) {
    this.#mark = `::idp-${nonce}::`;
  }

  /** The text that the log begins with. */
  get startMark(): string {
    return `${this.#mark}start`;
  }

  /** The text that begins what was handed over. */
  get resultsMark(): string {
    return `${this.#mark}results`;
  }

  /** Takes lines of the log; returns those that the script has printed. */
  take(lines: SplitLine[]): SplitLine[] {
    return lines.flatMap(line => this.#takeLine(line));
  }

  /** Returns what was held back, when nothing more comes. */
  flush(): SplitLine[] {
    const held = this.#held;
    this.#held = undefined;
    return held ? [held] : [];
  }

  #takeLine(line: SplitLine): SplitLine[] {
    if (line.text.startsWith(this.#mark)) {
      return this.#takeFrame(line.text.slice(this.#mark.length));
    }
    const before = this.flush();
    if (line.length === 0 && !this.#isOver) {
      this.#held = line;
      return before;
    }
    this.#hasText = true;
    return [...before, line];
  }

  #takeFrame(frame: string): SplitLine[] {
    const [word, ...values] = frame.split(' ');
    if (word.startsWith('+')) {
      this.#addContent(word.slice(1));
      return [];
    }
    switch (word) {
      case 'results':
        this.endsOpen = this.#held === undefined && this.#hasText;
        this.#held = undefined;
        this.#isOver = true;
        break;
      case 'output':
      case 'summary':
        this.#file = this.files[word];
        if (values[0] === 'odd') this.#file.isOdd = true;
        else this.#file.bytes = Number(values[0]);
        break;
      case 'exit':
        this.exit = readExit(values);
        break;
      case 'end':
        this.isComplete = true;
        break;
      default:
    }
    return [];
  }

  #addContent(base64: string): void {
    if (!this.#file) return;
    const more = Buffer.from(base64, 'base64');
    this.#file.content = Buffer.concat([this.#file.content, more]);
  }
}

function readExit([code, ranMs, user, system, peak]: string[]):
  WrapperExit | undefined {
  if (!/^\d+$/.test(code ?? '')) return undefined;
  const [userMs, systemMs] = [toMs(user), toMs(system)];
  const peakBytes = Number(peak);
  return {
    code: Number(code),
    ranMs: Number(ranMs) || 0,
    ...(userMs !== undefined && { userMs }),
    ...(systemMs !== undefined && { systemMs }),
    ...(peakBytes > 0 && { peakMemoryBytes: peakBytes }),
  };
}

/** Parses bash's `0m1.234s`. */
function toMs(text = ''): number | undefined {
  const [, minutes, seconds] = /^(\d+)m([\d.,]+)s$/.exec(text) ?? [];
  if (minutes === undefined) return undefined;
  const ms = Number(seconds.replace(',', '.')) * 1_000;
  return Math.round(Number(minutes) * 60_000 + ms);
}
