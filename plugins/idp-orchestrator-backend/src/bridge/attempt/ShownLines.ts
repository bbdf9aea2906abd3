import type { Clock, MonotonicTime, ScriptFollower } from '../../ports';
import { later } from '../../waiting/monotonicTime';
import type { OutputTail } from '../output/OutputTail';

/** A line that is printed over is shown anew after this time (ms). */
const SHOW_EVERY_MS = 500;

/** Shows what is still printed over, some times a second, where it has changed. */
export class ShownLines {
  #texts = '';
  #next: MonotonicTime | undefined;

  constructor(
    private readonly options: {
      tail: Pick<OutputTail, 'listShown'>;
      follower: Pick<ScriptFollower, 'show'>;
      clock: Pick<Clock, 'monotonic'>;
    },
  ) {}

  show(): void {
    const { tail, follower, clock } = this.options;
    const now = clock.monotonic();
    if (this.#next !== undefined && now < this.#next) return;
    const lines = tail.listShown();
    const texts = JSON.stringify(lines);
    if (texts === this.#texts) return;
    this.#texts = texts;
    this.#next = later(now, SHOW_EVERY_MS);
    for (const line of lines) follower.show?.(line);
  }
}
