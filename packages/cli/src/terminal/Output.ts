import { styleText } from 'node:util';
import { safeText } from './safeText';

type Style = Parameters<typeof styleText>[0];

/** Where a command says what it has to say: for people, or as JSON. */
export interface Output {
  readonly isJson: boolean;
  /** True where lines can be written over, because a person looks on. */
  readonly isLive: boolean;
  /** Writes a line for people; nothing where JSON is wanted. */
  line(text?: string): void;
  /** Writes a value as JSON, where that is wanted. */
  json(value: unknown): void;
  /** Writes a note beside what was asked for. */
  note(text: string): void;
  /** Shows what is going on now, until the next line; only where lines can be written over. */
  status(text: string): void;
  /** Colours a text, on a terminal. */
  style(style: Style, text: string): string;
}

const CLEAR_LINE = '\r\u001b[K';

/** Makes the output of this process. Colours are those that its stream and the environment allow. */
export function createOutput(isJson: boolean): Output {
  const { stdout, stderr } = process;
  const isLive = !isJson && stdout.isTTY === true;
  let shown = false;
  const clear = () => {
    if (shown) stdout.write(CLEAR_LINE);
    shown = false;
  };
  return {
    isJson,
    isLive,
    line(text = '') {
      clear();
      if (!isJson) stdout.write(`${text}\n`);
    },
    json(value) {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${safeText(text)}\n`);
    },
    status(text) {
      if (!isLive) return;
      const room = Math.max(20, (stdout.columns ?? 80) - 1);
      stdout.write(`${CLEAR_LINE}${safeText(text).slice(0, room)}`);
      shown = true;
    },
    style: (style, text) =>
      isJson ? text : styleText(style, text, { stream: stdout }),
  };
}
