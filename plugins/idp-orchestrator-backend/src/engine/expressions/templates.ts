/** A place of a text that is an expression: all of it, and what stands within. */
export interface TemplatePlace {
  start: number;
  end: number;
  expression: string;
}

const OPEN = '${{';
const CLOSE = '}}';

/**
 * A text as CEL writes it, in three or one of either quotes; a backslash takes
 * the next character along.
 */
const TEXT =
  /('''|""")(?:\\[\s\S]|(?!\1)[\s\S])*\1|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;

/**
 * Finds the expressions of a text. `}}` ends one, but not within a text or a
 * map of it.
 */
export function findTemplates(text: string): TemplatePlace[] {
  const places: TemplatePlace[] = [];
  let start = text.indexOf(OPEN);
  while (start >= 0) {
    const inner = start + OPEN.length;
    const close = findClose(text, inner);
    if (close < 0) break;
    const end = close + CLOSE.length;
    places.push({ start, end, expression: text.slice(inner, close) });
    start = text.indexOf(OPEN, end);
  }
  return places;
}

function findClose(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (depth > 0 && text[at] === '}') depth--;
    else if (text.startsWith(CLOSE, at)) return at;
    else at = skipText(text, at);
  }
  // What is not closed in its own way is closed by the first, and told as unreadable.
  return text.indexOf(CLOSE, from);
}

/** Gives the last place of the text that begins here, or the same place when none does. */
function skipText(text: string, at: number): number {
  TEXT.lastIndex = at;
  return TEXT.test(text) ? TEXT.lastIndex - 1 : at;
}
