import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptSaid } from '../../ports';

type Batch = ScriptSaid['logs'][number];

const BATCH_LINES = 2_000;
const BATCH_CHARACTERS = 64 * 1024;

/** Gathers a stream's lines into batches of a size that a database likes. */
export class LogBatches {
  readonly #batches: Batch[] = [];
  #open: Batch | undefined;
  #characters = 0;

  constructor(private readonly stream: LogStream) {}

  add(line: string, endOffset: number): void {
    if (!this.#open) {
      this.#open = { stream: this.stream, lines: [], endOffset };
      this.#batches.push(this.#open);
      this.#characters = 0;
    }
    this.#open.lines.push(line);
    this.#open.endOffset = endOffset;
    this.#characters += line.length;
    if (
      this.#open.lines.length >= BATCH_LINES ||
      this.#characters >= BATCH_CHARACTERS
    ) {
      this.#open = undefined;
    }
  }

  /**
   * Returns the batches. `endOffset` is also past lines, after the last
   * batch's, that are not logged.
   */
  finish(endOffset: number | undefined): Batch[] {
    const last = this.#batches.at(-1);
    if (last && endOffset !== undefined) {
      last.endOffset = Math.max(last.endOffset, endOffset);
    }
    return this.#batches;
  }
}
