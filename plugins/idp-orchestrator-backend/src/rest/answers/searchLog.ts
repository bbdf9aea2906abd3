import { stripVTControlCharacters } from 'node:util';
import type {
  LogLine,
  LogPage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogRange } from '../../ports';

/** The number of lines read from the store at a time. */
const PAGE = 5_000;

/**
 * The most lines that one answer looks at, so that a log of a million lines
 * keeps nobody waiting without a sign.
 */
const SCANNED = 50_000;

/** The most lines that one answer holds. */
const FOUND = 1_000;

export interface LogSearch extends LogRange {
  /**
   * The text that a line has to contain, in whatever case; colours do not
   * count.
   */
  search: string;
}

/** Finds the lines that contain a text, and where to go on looking. */
export async function searchLog(
  readLog: (range: LogRange) => Promise<LogPage>,
  { search, ...range }: LogSearch,
): Promise<LogPage> {
  const contains = matcherOf(search);
  const items: LogLine[] = [];
  const end = Math.min(range.to, range.from + SCANNED - 1);
  let total = 0;
  for (let from = range.from; from <= end; from += PAGE) {
    const to = Math.min(end, from + PAGE - 1);
    const page = await readLog({ ...range, from, to });
    total = page.total;
    for (const line of page.items) {
      if (!contains(line.text)) continue;
      if (items.length === FOUND) return { items, total, nextFrom: line.line };
      items.push(line);
    }
    if (to >= total) return { items, total };
  }
  const isDone = end >= range.to;
  return { items, total, ...(!isDone && { nextFrom: end + 1 }) };
}

function matcherOf(search: string): (text: string) => boolean {
  const wanted = search.toLowerCase();
  return text => stripVTControlCharacters(text).toLowerCase().includes(wanted);
}
