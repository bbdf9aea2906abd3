import { applySgr, type AnsiStyle } from './applySgr';

/** A piece of a line in one style. */
export interface AnsiPiece extends AnsiStyle {
  text: string;
}

const ESCAPE = '\u001b';

/** Cursor movements, titles and the like: a log has no cursor. Looks (ending in `m`) stay. */
const OTHER_ESCAPES =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[[0-9;:?]*[A-Za-ln-z]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()][A-Z0-9])/g;

// eslint-disable-next-line no-control-regex
const LOOK = /\u001b\[([0-9;:]*)m/;

/** A line of output in its looks, without what cannot be shown. */
export function parseAnsi(line: string): AnsiPiece[] {
  // A carriage return starts the line again: only what came last was seen.
  const visible = line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  if (!visible.includes(ESCAPE)) return [{ text: visible }];
  const pieces: AnsiPiece[] = [];
  let style: AnsiStyle = {};
  // By the parentheses of the pattern, every second part is what one chooses.
  visible
    .replace(OTHER_ESCAPES, '')
    .split(LOOK)
    .forEach((part, index) => {
      if (index % 2 === 1) style = applySgr(style, part);
      else if (part) pieces.push({ ...style, text: part });
    });
  return pieces;
}

/** A line's text alone. */
export function stripAnsi(line: string): string {
  return parseAnsi(line)
    .map(piece => piece.text)
    .join('');
}
