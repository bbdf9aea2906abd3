import Anser from 'anser';

/** A piece of a line in one colour. `color` is a name of {@link ANSI_COLORS} or a CSS colour. */
export interface AnsiPiece {
  text: string;
  color?: string;
  background?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

/** The sixteen colours, readable on the dark ground of the log. */
const ANSI_COLORS: Record<string, string> = {
  'ansi-black': '#8b949e',
  'ansi-red': '#ff7b72',
  'ansi-green': '#7ee787',
  'ansi-yellow': '#e3b341',
  'ansi-blue': '#79c0ff',
  'ansi-magenta': '#d2a8ff',
  'ansi-cyan': '#76e3ea',
  'ansi-white': '#e6edf3',
  'ansi-bright-black': '#9da7b1',
  'ansi-bright-red': '#ffa198',
  'ansi-bright-green': '#aff5b4',
  'ansi-bright-yellow': '#f2cc60',
  'ansi-bright-blue': '#a5d6ff',
  'ansi-bright-magenta': '#e2c5ff',
  'ansi-bright-cyan': '#b3f0ff',
  'ansi-bright-white': '#ffffff',
};

const ESCAPE = '\u001b';

/** Cursor movements, titles and the like: a log has no cursor. Colours (ending in `m`) stay. */
const OTHER_ESCAPES =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[[0-9;?]*[A-Za-ln-z]|\][^\u0007]*(?:\u0007|\u001b\\)|[()][A-Z0-9])/g;

/** A line of output in its colours, without what cannot be shown. */
export function parseAnsi(line: string): AnsiPiece[] {
  // A carriage return starts the line again: only what came last was seen.
  const visible = line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  if (!visible.includes(ESCAPE)) return [{ text: visible }];
  return Anser.ansiToJson(visible.replace(OTHER_ESCAPES, ''), {
    json: true,
    remove_empty: true,
    use_classes: true,
  }).map(piece => ({
    text: piece.content,
    color: colorOf(piece.fg, piece.fg_truecolor),
    background: colorOf(piece.bg, piece.bg_truecolor),
    bold: piece.decorations.includes('bold'),
    dim: piece.decorations.includes('dim'),
    italic: piece.decorations.includes('italic'),
    underline: piece.decorations.includes('underline'),
  }));
}

function colorOf(name: string | null, truecolor: string | null) {
  if (truecolor) return `rgb(${truecolor})`;
  return name ? ANSI_COLORS[name] : undefined;
}

/** A line's text alone. */
export function stripAnsi(line: string): string {
  return parseAnsi(line)
    .map(piece => piece.text)
    .join('');
}
