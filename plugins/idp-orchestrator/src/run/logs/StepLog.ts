import type {
  LiveLine,
  LogChunk,
  LogLine,
  LogPage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createChangeNotice } from '../../api/createChangeNotice';

/** Lines are asked for and forgotten in pages of this size. */
export const PAGE_LINES = 500;

/** Pages kept: 40 × 500 lines, so that a million-line log cannot fill the tab. */
const KEPT_PAGES = 40;

export interface StepLogView {
  /** Lines there are so far; undefined until the backend has told. */
  total?: number;
  error?: Error;
  /** The line that is still printed over, as it stands now. */
  live?: Pick<LiveLine, 'stream' | 'text'>;
  /** Grows with each change. */
  version: number;
}

type ReadLines = (from: number, to: number) => Promise<LogPage>;

/**
 * The log of one attempt as the viewer needs it: only the pages that are
 * looked at, and live lines as they come. Lines count from 1.
 */
export class StepLog {
  readonly #read: ReadLines;
  readonly #notice = createChangeNotice();
  /** Least recently used first. */
  readonly #pages = new Map<number, LogLine[]>();
  readonly #loading = new Set<number>();
  #view: StepLogView = { version: 0 };

  constructor(read: ReadLines) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void) =>
    this.#notice.subscribe(listener);

  readonly getView = (): StepLogView => this.#view;

  /** A line, or undefined when it is not here (yet). */
  lineAt(line: number): LogLine | undefined {
    return this.#pages.get(pageOf(line))?.[(line - 1) % PAGE_LINES];
  }

  /** Asks for those lines of a range that are not here. */
  want(from: number, to: number): void {
    const last = pageOf(Math.max(from, to));
    for (let page = pageOf(from); page <= last; page++) {
      const lines = this.#pages.get(page);
      if (lines) this.#keep(page, lines);
      if (!this.#isWhole(page)) void this.#load(page);
    }
  }

  /** Forgets a failure and asks again from the start. */
  retry(): void {
    this.#change({ error: undefined });
    this.want(1, PAGE_LINES);
  }

  /** Live lines. What is known already is dropped; after a gap only the total grows, and the gap is loaded when looked at. */
  append(chunk: LogChunk): void {
    chunk.lines.forEach((text, index) => {
      const line = chunk.firstLine + index;
      const page = pageOf(line);
      const lines = this.#pages.get(page) ?? this.#openPage(line);
      if (lines?.length !== (line - 1) % PAGE_LINES) return;
      lines.push({ line, text, at: chunk.at, stream: chunk.stream });
    });
    // What was printed over is a line of its own now.
    if (this.#view.live?.stream === chunk.stream) this.show(undefined);
    this.#grow(chunk.firstLine + chunk.lines.length - 1);
  }

  /** Shows a line behind the others that is not at its end. */
  show(live: StepLogView['live']): void {
    this.#change({ live });
  }

  /** A page that starts with this line need not be asked for. */
  #openPage(line: number): LogLine[] | undefined {
    if ((line - 1) % PAGE_LINES !== 0) return undefined;
    return this.#keep(pageOf(line), []);
  }

  #isWhole(page: number): boolean {
    const { total } = this.#view;
    if (total === undefined) return false;
    const expected = Math.min(PAGE_LINES, total - page * PAGE_LINES);
    return (this.#pages.get(page)?.length ?? 0) >= expected;
  }

  async #load(page: number): Promise<void> {
    if (this.#loading.has(page) || this.#view.error) return;
    this.#loading.add(page);
    const from = page * PAGE_LINES + 1;
    try {
      const { items, total } = await this.#read(from, from + PAGE_LINES - 1);
      const known = this.#pages.get(page) ?? [];
      this.#keep(page, known.length > items.length ? known : items);
      this.#grow(total);
    } catch (error) {
      this.#change({ error: error as Error });
    } finally {
      this.#loading.delete(page);
    }
  }

  #keep(page: number, lines: LogLine[]): LogLine[] {
    this.#pages.delete(page);
    this.#pages.set(page, lines);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) break;
      this.#pages.delete(oldest);
    }
    return lines;
  }

  #grow(total: number) {
    this.#change({ total: Math.max(total, this.#view.total ?? 0) });
  }

  #change(part: Partial<StepLogView>) {
    this.#view = { ...this.#view, ...part, version: this.#view.version + 1 };
    this.#notice.changed();
  }
}

function pageOf(line: number): number {
  return Math.floor((line - 1) / PAGE_LINES);
}
