import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSession } from '../ports';

const CHANNEL = 'idp_orchestrator_work';
/** Announcements within this time (ms) of one are told together. */
const GATHER_MS = 15;

/**
 * Tells other processes by NOTIFY, on the session that is there anyway, that
 * there are runs to take, and hears it from them. It says no more than that:
 * whoever has a free slot asks the store.
 */
export class RunAnnouncer {
  readonly #sender = randomUUID();
  #stopListening: (() => void) | undefined;
  #pausing: Promise<void> | undefined;
  #isMore = false;

  constructor(
    private readonly session: Pick<DatabaseSession, 'notify' | 'listen'>,
  ) {}

  /** Tells at once, and what comes within moments of it once more after them. */
  announce(): void {
    if (this.#pausing) {
      this.#isMore = true;
      return;
    }
    this.session.notify(CHANNEL, this.#sender);
    this.#pausing = this.#pause();
  }

  /** Calls `listener` when there may be something to take, also after a time without a session. */
  onWake(listener: () => void): void {
    this.#stopListening = this.session.listen(CHANNEL, {
      received: sender => {
        if (sender !== this.#sender) listener();
      },
      missed: listener,
    });
  }

  /** Ends hearing. */
  stopListening(): void {
    this.#stopListening?.();
  }

  /** Resolves when everything is told. */
  async flush(): Promise<void> {
    while (this.#pausing) await this.#pausing;
  }

  async #pause(): Promise<void> {
    await sleep(GATHER_MS);
    this.#pausing = undefined;
    if (!this.#isMore) return;
    this.#isMore = false;
    this.announce();
  }
}
