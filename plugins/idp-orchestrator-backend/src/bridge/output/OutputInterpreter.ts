import {
  maskedWords,
  type Annotation,
  type LogStream,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogPosition, SaidService, ScriptSaid } from '../../ports';
import type { SplitLine } from './LineSplitter';
import { LogBatches } from './LogBatches';
import type { Masker } from './Masker';
import { MaskReader } from './MaskReader';
import { readCommand } from './readCommand';
import { toStorableText } from './storableText';

export type SplitBlock = Record<LogStream, SplitLine[]>;

export const STREAMS: readonly LogStream[] = ['stdout', 'stderr'];

const ANNOTATION_LIMIT = 100;
const LONGEST_ANNOTATION = 2_000;
const TOUCH_LIMIT = 100;
/** Names of services are words; what was done to one is a sentence. */
const LONGEST_NAME = 100;
const LONGEST_WHAT = 200;
/** Of a line that is printed over so many characters are shown meanwhile. */
const LONGEST_SHOWN = 1_000;
const TAIL_LINES = 20;

export interface InterpreterOptions {
  masker: Masker;
  maxLineBytes: number;
  /** The end of what is stored already, which is understood again but not told again. */
  position: LogPosition;
}

/** Turns lines of output into what is said of them: masked lines, annotations, progress. */
export class OutputInterpreter {
  /** The last lines of each stream, masked. */
  readonly tails: Record<LogStream, string[]> = { stdout: [], stderr: [] };
  #annotations = 0;
  #isMaskTold = false;
  #touches = 0;

  readonly #masks: Record<LogStream, MaskReader>;

  constructor(private readonly options: InterpreterOptions) {
    const { masker } = options;
    this.#masks = {
      stdout: new MaskReader(masker),
      stderr: new MaskReader(masker),
    };
  }

  /** Interprets a block of lines; undefined when there is nothing to tell of it. */
  interpret(block: SplitBlock): ScriptSaid | undefined {
    // Masks first: what one stream wants masked may already be in the other.
    const shortMasks = STREAMS.flatMap(stream =>
      block[stream].filter(line => !this.#masks[stream].learn(line.text)),
    );
    const said: ScriptSaid = { logs: [], annotations: [] };
    for (const stream of STREAMS) this.#interpretStream(stream, block, said);
    if (shortMasks.length > 0 && said.logs.length > 0) {
      this.#annotate(said, {
        level: 'warning',
        text: 'A secret of less than 3 characters was to be masked; it is not.',
      });
    }
    return isEmpty(said) ? undefined : said;
  }

  /** Masks a line that is not at its end, to show it for a moment. */
  clean(text: string): string {
    return this.#clean(text, LONGEST_SHOWN);
  }

  #interpretStream(
    stream: LogStream,
    block: SplitBlock,
    said: ScriptSaid,
  ): void {
    const batches = new LogBatches(stream);
    for (const line of block[stream]) {
      const isNew = line.endOffset > this.options.position[stream];
      const command = readCommand(line.text);
      if (command?.name === 'progress') {
        if (isNew) {
          const { percent, message } = command.progress;
          said.progress = message
            ? { percent, message: this.#clean(message, LONGEST_ANNOTATION) }
            : { percent };
        }
        continue;
      }
      if (command?.name === 'add-mask') continue;
      if (command?.name === 'annotation') {
        this.#annotate(isNew ? said : undefined, command.annotation);
      }
      if (command?.name === 'service') {
        this.#touch(isNew ? said : undefined, command.touch);
      }
      const text = this.#render(line);
      this.#keepTail(stream, text);
      if (isNew) batches.add(text, line.endOffset);
    }
    said.logs.push(...batches.finish(block[stream].at(-1)?.endOffset));
  }

  #annotate(said: ScriptSaid | undefined, { level, text }: Annotation): void {
    this.#annotations += 1;
    if (this.#annotations > ANNOTATION_LIMIT + 1) return;
    if (this.#annotations > ANNOTATION_LIMIT) {
      said?.annotations.push({
        level: 'warning',
        text: `More than ${ANNOTATION_LIMIT} annotations: the rest are only in the log.`,
      });
      return;
    }
    const masked = this.options.masker.mask(text, LONGEST_ANNOTATION);
    said?.annotations.push({ level, text: toStorableText(masked) });
    if (masked === text.slice(0, LONGEST_ANNOTATION) || this.#isMaskTold)
      return;
    this.#isMaskTold = true;
    said?.annotations.push({
      level: 'warning',
      text: maskedWords('What it warned of'),
    });
  }

  /** Takes what was done to a service; of what is stored already only the number counts. */
  #touch(said: ScriptSaid | undefined, { service, what }: SaidService): void {
    this.#touches += 1;
    if (this.#touches === TOUCH_LIMIT + 1) {
      const text = `It says more than ${TOUCH_LIMIT} times what it does to services: the rest is only in the log.`;
      this.#annotate(said, { level: 'warning', text });
    }
    if (!said || this.#touches > TOUCH_LIMIT) return;
    const touch = {
      service: this.#clean(service, LONGEST_NAME),
      what: this.#clean(what, LONGEST_WHAT),
    };
    said.touched = [...(said.touched ?? []), touch];
  }

  #keepTail(stream: LogStream, text: string): void {
    const tail = this.tails[stream];
    tail.push(text);
    if (tail.length > TAIL_LINES) tail.shift();
  }

  #render({ text, length }: SplitLine): string {
    const { maxLineBytes, masker } = this.options;
    if (length <= maxLineBytes) return toStorableText(masker.mask(text));
    if (Buffer.byteLength(text) >= length) {
      // Nothing of it is missing, and a long secret takes no room once it is hidden.
      const masked = toStorableText(masker.mask(text));
      if (Buffer.byteLength(masked) <= maxLineBytes) return masked;
    }
    const limit = Buffer.from(text)
      .subarray(0, maxLineBytes)
      .toString('utf8').length;
    return `${this.#clean(text, limit)} … [line cut, ${length} bytes in all]`;
  }

  #clean(text: string, limit: number): string {
    return toStorableText(this.options.masker.mask(text, limit));
  }
}

function isEmpty(said: ScriptSaid): boolean {
  const { logs, annotations, progress, touched } = said;
  return logs.length + annotations.length === 0 && !progress && !touched;
}
