import { randomUUID } from 'node:crypto';
import type { DatabaseSession, RunRelay } from '../../ports';
import { WatchedRuns } from './WatchedRuns';

const CHANNEL = 'idp_orchestrator_runs';
/** Runs that grow within this time (ms) are told together. */
const GATHER_MS = 15;
/** The number of runs in one notification; PostgreSQL takes 8,000 bytes. */
const RUNS_AT_ONCE = 100;

/**
 * Tells by NOTIFY how far runs have grown, right after the commit. Not in
 * it: PostgreSQL lets only one transaction that notifies commit at a time,
 * over all of the server. What workers write, which is nearly all, is told only
 * of runs that somebody watches elsewhere. What is lost between both is found
 * by whoever asks.
 */
export class SessionRunRelay implements RunRelay {
  readonly #sender = randomUUID();
  readonly #grown = new Map<string, number>();
  readonly #watched: WatchedRuns;
  #gathering = false;

  constructor(
    private readonly session: Pick<
      DatabaseSession,
      'connected' | 'notify' | 'listen'
    >,
  ) {
    this.#watched = new WatchedRuns(session, (runId, seq) =>
      this.#gather(runId, seq),
    );
  }

  publish(runId: string, seq: number, to: 'everyone' | 'watchers'): void {
    if (!this.session.connected) return;
    const isWanted = to === 'everyone' || this.#watched.isWatched(runId, seq);
    if (isWanted) this.#gather(runId, seq);
  }

  watch(runId: string): () => void {
    return this.#watched.watch(runId);
  }

  subscribe(listener: (runId: string, seq: number) => void): void {
    this.session.listen(CHANNEL, {
      received: text => {
        const [sender, ...grown] = text.split(' ');
        if (sender === this.#sender) return;
        for (const run of grown) {
          const [runId, seq] = run.split(':');
          listener(runId, Number(seq));
        }
      },
      missed: () => {},
    });
  }

  #gather(runId: string, seq: number): void {
    this.#grown.set(runId, seq);
    if (this.#gathering) return;
    this.#gathering = true;
    setTimeout(() => this.#flush(), GATHER_MS).unref();
  }

  #flush(): void {
    this.#gathering = false;
    const grown = [...this.#grown].map(([runId, seq]) => `${runId}:${seq}`);
    this.#grown.clear();
    for (let at = 0; at < grown.length; at += RUNS_AT_ONCE) {
      const some = grown.slice(at, at + RUNS_AT_ONCE);
      this.session.notify(CHANNEL, [this.#sender, ...some].join(' '));
    }
  }
}
