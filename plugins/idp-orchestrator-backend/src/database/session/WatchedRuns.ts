import { randomUUID } from 'node:crypto';
import type { DatabaseSession } from '../../ports';

const CHANNEL = 'idp_orchestrator_watched';
/** A run that is watched for a shorter time (ms) is told to nobody. */
const ANNOUNCE_AFTER_MS = 50;
/** The pause (ms) after which runs that are still watched are told again. */
const ANNOUNCE_AGAIN_MS = 25_000;
/** What nobody tells again for one to two times this long (ms) is watched no more. */
const FORGET_MS = 60_000;
/** The number of runs in one notification; PostgreSQL takes 8,000 bytes. */
const RUNS_AT_ONCE = 100;
/** So many runs are kept in mind for whoever begins to watch one just after it grew. */
const MOST_KEPT = 200;

/**
 * Knows which runs are watched in other processes, and tells others which are
 * watched in this one, so that nobody is woken by runs that he does not show.
 */
export class WatchedRuns {
  readonly #sender = randomUUID();
  /** How many in this process watch a run. */
  readonly #here = new Map<string, number>();
  readonly #untold = new Set<string>();
  readonly #elsewhere = new Set<string>();
  readonly #elsewhereBefore = new Set<string>();
  /** How far runs had grown that nobody watched. */
  readonly #unheard = new Map<string, number>();
  #announcing?: NodeJS.Timeout;
  #repeating?: NodeJS.Timeout;
  #forgetting?: NodeJS.Timeout;

  /** `missed` is called with a run that grew before it was known that somebody watches it. */
  constructor(
    private readonly session: Pick<DatabaseSession, 'notify' | 'listen'>,
    private readonly missed: (runId: string, seq: number) => void,
  ) {
    session.listen(CHANNEL, {
      received: text => this.#hear(text),
      missed: () => this.#announce([...this.#here.keys()]),
    });
  }

  /** @returns how to watch it no more */
  watch(runId: string): () => void {
    this.#here.set(runId, (this.#here.get(runId) ?? 0) + 1);
    this.#untold.add(runId);
    this.#announcing ??= setTimeout(
      () => this.#announceNew(),
      ANNOUNCE_AFTER_MS,
    ).unref();
    return () => {
      const others = (this.#here.get(runId) ?? 0) - 1;
      if (others > 0) this.#here.set(runId, others);
      else this.#here.delete(runId);
    };
  }

  /** Tells whether another process watches a run that has grown. */
  isWatched(runId: string, seq: number): boolean {
    const isWatched =
      this.#elsewhere.has(runId) || this.#elsewhereBefore.has(runId);
    if (!isWatched) this.#keep(runId, seq);
    return isWatched;
  }

  #keep(runId: string, seq: number): void {
    // So that the first one is always the one that has not grown for longest.
    this.#unheard.delete(runId);
    this.#unheard.set(runId, seq);
    if (this.#unheard.size > MOST_KEPT) {
      this.#unheard.delete(this.#unheard.keys().next().value!);
    }
  }

  #announceNew(): void {
    this.#announcing = undefined;
    this.#announce([...this.#untold].filter(runId => this.#here.has(runId)));
    this.#untold.clear();
  }

  #announce(runIds: string[]): void {
    for (let at = 0; at < runIds.length; at += RUNS_AT_ONCE) {
      const some = runIds.slice(at, at + RUNS_AT_ONCE);
      this.session.notify(CHANNEL, [this.#sender, ...some].join(' '));
    }
    if (runIds.length > 0) {
      this.#repeating ??= setInterval(
        () => this.#announceAgain(),
        ANNOUNCE_AGAIN_MS,
      ).unref();
    }
  }

  #announceAgain(): void {
    this.#announce([...this.#here.keys()]);
    if (this.#here.size > 0) return;
    clearInterval(this.#repeating);
    this.#repeating = undefined;
  }

  #hear(text: string): void {
    const [sender, ...runIds] = text.split(' ');
    if (sender === this.#sender) return;
    for (const runId of runIds) {
      this.#elsewhere.add(runId);
      const seq = this.#unheard.get(runId);
      this.#unheard.delete(runId);
      if (seq !== undefined) this.missed(runId, seq);
    }
    this.#forgetting ??= setInterval(() => this.#forget(), FORGET_MS).unref();
  }

  #forget(): void {
    this.#elsewhereBefore.clear();
    this.#elsewhere.forEach(runId => this.#elsewhereBefore.add(runId));
    this.#elsewhere.clear();
    if (this.#elsewhereBefore.size > 0) return;
    clearInterval(this.#forgetting);
    this.#forgetting = undefined;
  }
}
