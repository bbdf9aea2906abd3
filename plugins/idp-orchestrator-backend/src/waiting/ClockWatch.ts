import type { LoggerService } from '@backstage/backend-plugin-api';
import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock } from '../ports';
import { ClockDrift, STEP_MS } from './ClockDrift';

const LOOK_EVERY_MS = 1_000;

/**
 * Says in the log, and to those who listen, once each time, when the clock of
 * the wall was set, or the host slept.
 */
export class ClockWatch {
  readonly #stopped = new AbortController();
  readonly #listeners: Array<(stepMs: number) => void> = [];
  #watching: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      clock: Clock;
      logger: Pick<LoggerService, 'warn'>;
    },
  ) {}

  start(): void {
    this.#watching = this.#watchForEver();
  }

  /** Calls `listener` with how far (ms) the clock was set forward; negative when back. */
  onSet(listener: (stepMs: number) => void): void {
    this.#listeners.push(listener);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watchForEver(): Promise<void> {
    const { clock } = this.options;
    const { signal } = this.#stopped;
    const drift = new ClockDrift(clock);
    for (let before = drift.read(); !signal.aborted;) {
      await clock.sleep(LOOK_EVERY_MS, signal);
      const now = drift.read();
      const step = Math.round(now - before);
      // What is put right bit by bit goes far in the end, and is no step.
      before = now;
      if (Math.abs(step) < STEP_MS) continue;
      this.#report(step);
      this.#listeners.forEach(listener => listener(step));
    }
  }

  #report(step: number): void {
    const length = formatDuration(Math.abs(step));
    const how =
      step > 0
        ? `forward by ${length}, or the host slept`
        : `back by ${length}`;
    this.options.logger.warn(
      `The clock of this host was set ${how}. Limits, leases and retries go on as they were; what is due at a time of day goes by the new time`,
    );
  }
}
