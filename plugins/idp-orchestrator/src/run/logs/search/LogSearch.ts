import type { LogPage } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createChangeNotice } from '../../../api/createChangeNotice';

/** More matches than this help nobody; the search stops there. */
export const MOST_FOUND = 10_000;

export interface LogSearchView {
  /** Numbers of the lines that contain the text, in their order. */
  found: readonly number[];
  /** Lines looked at so far, and of how many. */
  seen: number;
  total?: number;
  searching: boolean;
  error?: Error;
}

type Search = (from: number, signal: AbortSignal) => Promise<LogPage>;

/** Looks through a log, part by part, and tells what it found so far. */
export class LogSearch {
  readonly #search: Search;
  readonly #notice = createChangeNotice();
  #view: LogSearchView = { found: [], seen: 0, searching: true };

  constructor(search: Search) {
    this.#search = search;
  }

  readonly subscribe = (listener: () => void) =>
    this.#notice.subscribe(listener);

  readonly getView = (): LogSearchView => this.#view;

  /** Goes on from the last line seen, to the end of what is there now. */
  async run(signal: AbortSignal): Promise<void> {
    this.#change({ searching: true, error: undefined });
    try {
      let from: number | undefined = this.#view.seen + 1;
      while (from !== undefined && !signal.aborted) {
        const page = await this.#search(from, signal);
        if (signal.aborted) return;
        from = this.#take(page);
      }
      this.#change({ searching: false });
    } catch (error) {
      if (signal.aborted) return;
      this.#change({ searching: false, error: error as Error });
    }
  }

  /** @returns where to go on */
  #take({ items, total, nextFrom }: LogPage): number | undefined {
    const found = [...this.#view.found, ...items.map(({ line }) => line)];
    const isFull = found.length >= MOST_FOUND;
    this.#change({
      found: found.slice(0, MOST_FOUND),
      seen: nextFrom === undefined ? total : nextFrom - 1,
      total,
    });
    return isFull ? undefined : nextFrom;
  }

  #change(part: Partial<LogSearchView>) {
    this.#view = { ...this.#view, ...part };
    this.#notice.changed();
  }
}
