import type { Clock } from '../../ports';
import { later, LONG_AGO } from '../../waiting/monotonicTime';
import { describeFullDisk } from '../supervisor/spoolRoom';

const LOOK_EVERY_MS = 1_000;

/** Looks now and then whether the disk that a script's output goes to is full. */
export class RoomWatch {
  #lookAt = LONG_AGO;
  #full: string | undefined;

  constructor(
    private readonly spoolDirectory: string,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  /** Says, once, that it is. */
  async look(): Promise<string | undefined> {
    const now = this.clock.monotonic();
    if (this.#full || now < this.#lookAt) return undefined;
    this.#lookAt = later(now, LOOK_EVERY_MS);
    this.#full = await describeFullDisk(this.spoolDirectory);
    return this.#full && this.#describe(this.#full);
  }

  /**
   * Says what it means for a script that is over.
   *
   * @param noted whether its supervisor had no room for what it noted at the end
   */
  problems(noted: boolean): string[] {
    if (this.#full) return [this.#describe(this.#full)];
    const full = `the disk of the spool (${this.spoolDirectory}) was full when the script ended`;
    return noted ? [this.#describe(full)] : [];
  }

  #describe(full: string): string {
    return `${full}: what it printed since then is missing from its log, and what it wrote to $IDP_OUTPUT and $IDP_SUMMARY may be; make room there`;
  }
}
