import type { ScriptFollower } from '../../ports';

/** No more is told of what a pod waits for: a cluster may change its mind all day. */
const MOST_NOTES = 50;

/**
 * Tells what the backend itself has to say of a pod. The log of a pod is one
 * stream, told as stdout; so stderr is free for this, and its position is the
 * number of notes. The first is stored before the script may run: what has a
 * position has begun, and is never begun again.
 */
export class PodNotes {
  #count: number;
  #last = '';

  constructor(
    private readonly follower: Pick<ScriptFollower, 'position' | 'said'>,
  ) {
    this.#count = follower.position.stderr;
  }

  get hasNone(): boolean {
    return this.#count === 0;
  }

  async tell(text: string): Promise<void> {
    if (text === this.#last || this.#count >= MOST_NOTES) return;
    this.#last = text;
    this.#count += 1;
    const lines = text.split('\n');
    const log = { stream: 'stderr' as const, lines, endOffset: this.#count };
    await this.follower.said({ logs: [log], annotations: [] });
  }
}
