/** A place of a text that is an expression: all of it, and what stands within. */
export interface TemplatePlace {
  start: number;
  end: number;
  expression: string;
}

const OPEN = '${{';
const CLOSE = '}}';

/**
 * Finds the expressions of a text. `}}` ends one, but not within a text or a
 * map of it. The time grows with the length of the text, whatever it holds.
 */
export function findTemplates(text: string): TemplatePlace[] {
  const places: TemplatePlace[] = [];
  let isBroken = false;
  let start = text.indexOf(OPEN);
  while (start >= 0) {
    const inner = start + OPEN.length;
    let close: number = isBroken ? -1 : findClose(text, inner);
    // What is not closed in its own way is closed by the first, and told as
    // unreadable. So nobody looks again for where those after it would end.
    isBroken ||= close < 0;
    if (isBroken) close = text.indexOf(CLOSE, inner);
    if (close < 0) break;
    const end = close + CLOSE.length;
    places.push({ start, end, expression: text.slice(inner, close) });
    start = text.indexOf(OPEN, end);
  }
  return places;
}

function findClose(text: string, from: number): number {
  const unclosed: Unclosed = new Map();
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (depth > 0 && text[at] === '}') depth--;
    else if (text.startsWith(CLOSE, at)) return at;
    else at = skipText(text, at, unclosed);
  }
  return -1;
}

/** Up to where no text that begins by these quotes ends, because none before did. */
type Unclosed = Map<string, number>;

/**
 * Gives the last place of the text, as CEL writes it, that begins here: in three
 * or one of either quotes. It is the same place when none does.
 */
function skipText(text: string, at: number, unclosed: Unclosed): number {
  const quote = text[at];
  if (quote !== "'" && quote !== '"') return at;
  for (const quotes of [quote.repeat(3), quote]) {
    const isHopeless = at < (unclosed.get(quotes) ?? 0);
    if (isHopeless || !text.startsWith(quotes, at)) continue;
    const end = findQuotes(text, at + quotes.length, quotes);
    if (text.startsWith(quotes, end)) return end + quotes.length - 1;
    unclosed.set(quotes, end);
  }
  return at;
}

/**
 * Finds where these quotes stand next, or where no more is looked for: at the
 * end, and of a single quote at the end of the line. A backslash takes the next
 * character along.
 */
function findQuotes(text: string, from: number, quotes: string): number {
  const isOneLine = quotes.length === 1;
  let at = from;
  while (at < text.length && !text.startsWith(quotes, at)) {
    if (text[at] === '\\') at++;
    if (isOneLine && text[at] === '\n') return at;
    at++;
  }
  return Math.min(at, text.length);
}
