/** So many bytes are looked at in all: a text of opening braces must not cost its square. */
const SCAN_LIMIT = 16 * 1024 * 1024;

/**
 * Finds the last JSON object that starts at the start of a line and ends at the
 * end of one, over however many lines.
 */
export function findLastJsonObject(
  text: string,
): Record<string, unknown> | undefined {
  const starts = /^[ \t]*\{/gm;
  let found: Record<string, unknown> | undefined;
  let budget = SCAN_LIMIT;
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const start = starts.lastIndex - 1;
    const end = findObjectEnd(text, start);
    budget -= (end ?? text.length) - start;
    const value =
      end === undefined ? undefined : parseObject(text.slice(start, end));
    if (
      value &&
      end !== undefined &&
      /^[ \t\r]*(?:\n|$)/.test(text.slice(end, end + 200))
    ) {
      found = value;
      starts.lastIndex = end;
    }
    if (budget < 0) break;
  }
  return found;
}

/** Finds where the braces that open at `start` are closed; braces in strings do not count. */
function findObjectEnd(text: string, start: number): number | undefined {
  const tokens = /["{}]/g;
  const string = /"[^"\\]*(?:\\.[^"\\]*)*"/gy;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    if (match[0] === '"') {
      string.lastIndex = match.index;
      if (!string.test(text)) return undefined;
      tokens.lastIndex = string.lastIndex;
    } else {
      depth += match[0] === '{' ? 1 : -1;
      if (depth === 0) return match.index + 1;
    }
  }
  return undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
