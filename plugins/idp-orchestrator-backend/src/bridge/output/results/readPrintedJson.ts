import { parseJson } from '../../../problems/parseJson';

/** The last JSON on stdout; `bad` says what stands there instead of an object. */
export type PrintedJson =
  | { kind: 'object'; value: Record<string, unknown>; inexact: string[] }
  | { kind: 'bad'; found: string }
  | { kind: 'none' };

/** Where JSON may begin: at the start of a line, with what only JSON goes on with. */
const BEGINNING =
  /^[ \t]*(?:\{\s*["}]|\[\s*(?:[[\]{"\d]|-\d|true|false|null))/gm;

/**
 * Reads the last JSON that starts at the start of a line and ends at the end of
 * one, over however many lines. Nothing is taken out of something larger: what
 * is broken or no object is told, and not searched for a piece that would do.
 */
export function readPrintedJson(text: string, isCut = false): PrintedJson {
  let found: PrintedJson = { kind: 'none' };
  let end = 0;
  for (;;) {
    BEGINNING.lastIndex = end;
    const match = BEGINNING.exec(text);
    if (!match) return isInside(text.slice(end), isCut) ?? found;
    const start = match.index + match[0].search(/[{[]/);
    const closed = findEnd(text, start);
    if (closed === undefined) {
      return { kind: 'bad', found: 'JSON that is not complete' };
    }
    const isWhole = /^[ \t\r]*(?:\n|$)/.test(text.slice(closed, closed + 200));
    if (isWhole) found = readValue(text.slice(start, closed));
    end = closed;
  }
}

/** Where the beginning of the text is missing, its rest may close what began there. */
function isInside(rest: string, isCut: boolean): PrintedJson | undefined {
  return isCut && /^\s*[,\]}]/.test(rest)
    ? { kind: 'bad', found: 'the end of something too large' }
    : undefined;
}

function readValue(text: string): PrintedJson {
  try {
    const { value, inexact } = parseJson(text);
    return Array.isArray(value)
      ? { kind: 'bad', found: `a JSON array of ${value.length}` }
      : { kind: 'object', value: value as Record<string, unknown>, inexact };
  } catch (error) {
    return {
      kind: 'bad',
      found: `something like JSON that is not valid: ${(error as Error).message}`,
    };
  }
}

/** Finds where what opens at `start` is closed; brackets in strings do not count. */
function findEnd(text: string, start: number): number | undefined {
  const tokens = /["{}[\]]/g;
  const string = /"[^"\\]*(?:\\.[^"\\]*)*"/gy;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    if (match[0] === '"') {
      string.lastIndex = match.index;
      if (!string.test(text)) return undefined;
      tokens.lastIndex = string.lastIndex;
    } else {
      depth += match[0] === '{' || match[0] === '[' ? 1 : -1;
      if (depth === 0) return match.index + 1;
    }
  }
  return undefined;
}
