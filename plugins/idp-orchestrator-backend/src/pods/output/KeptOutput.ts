import { formatByteSize } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createOutputLimit } from '../../bridge/output/outputLimit';
import type { ScriptSaid } from '../../ports';

type Batch = ScriptSaid['logs'][number];

/** No more (bytes) of the end of an output is held for each attempt that is followed. */
const MOST_HELD = 1024 * 1024;

/**
 * Keeps what an attempt prints to its limit: the beginning is told as it comes,
 * the end when it has ended, and between them how much is left out.
 */
export class KeptOutput {
  readonly #headBytes: number;
  readonly #heldBytes: number;
  readonly #end: Batch[] = [];
  #endBytes = 0;
  #left = { bytes: 0, lines: 0 };
  #isTold = false;

  constructor(private readonly maxBytes: number) {
    const { headBytes, tailBytes } = createOutputLimit(maxBytes);
    this.#headBytes = headBytes;
    this.#heldBytes = Math.min(tailBytes, MOST_HELD);
  }

  /** Takes what was said; returns what of it is told now. */
  keep(said: ScriptSaid | undefined): ScriptSaid | undefined {
    if (!said) return undefined;
    const isEarly = (batch: Batch) => batch.endOffset <= this.#headBytes;
    const late = said.logs.filter(batch => !isEarly(batch));
    if (late.length === 0) return said;
    late.forEach(batch => this.#hold(batch));
    const { annotations } = said;
    const told = { ...said, logs: said.logs.filter(isEarly) };
    if (this.#isTold) return told;
    this.#isTold = true;
    const text = `It prints more than is shown while it runs: of the ${formatByteSize(this.maxBytes)} that are kept of an attempt (maxOutput), the last ${formatByteSize(this.#heldBytes)} come when it has ended.`;
    return {
      ...told,
      annotations: [...annotations, { level: 'warning', text }],
    };
  }

  /** Returns the end of it, when nothing more comes. */
  finish(): ScriptSaid | undefined {
    const { bytes, lines } = this.#left;
    const [first] = this.#end;
    if (!first) return undefined;
    const text = `… [${bytes} bytes (${lines} lines) are left out here: more than the ${formatByteSize(this.maxBytes)} of an attempt that are kept]`;
    const gap: Batch[] =
      bytes > 0
        ? [{ stream: 'stdout', lines: [text], endOffset: first.endOffset - 1 }]
        : [];
    return { logs: [...gap, ...this.#end.splice(0)], annotations: [] };
  }

  #hold(batch: Batch): void {
    this.#end.push(batch);
    this.#endBytes += bytesOf(batch);
    while (this.#endBytes > this.#heldBytes && this.#end.length > 1) {
      const [dropped] = this.#end.splice(0, 1);
      this.#endBytes -= bytesOf(dropped);
      this.#left.bytes += bytesOf(dropped);
      this.#left.lines += dropped.lines.length;
    }
  }
}

function bytesOf({ lines }: Batch): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
