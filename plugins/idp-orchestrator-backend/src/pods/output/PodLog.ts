import { NotFoundError } from '@backstage/errors';
import {
  FIRST_PAUSE_MS,
  isPassing,
  nextPause,
} from '../../cluster/connection/isPassing';
import type { Clock, ScriptSaid } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import type { AttemptObjects } from '../job/AttemptObjects';
import type { PodOutput } from './PodOutput';

/** A connection is given up after so long (ms), and begun again: it may have died without a word. */
const CONNECTION_MS = 600_000;

/** The rest of the log of a pod that has ended is asked for so long (ms). */
const REST_LIMIT_MS = 60_000;

/** One that comes without the wrapper's end is read so often: the wrapper may have been killed. */
const MOST_READS = 3;

export interface PodLogOptions {
  objects: AttemptObjects;
  output: PodOutput;
  clock: Clock;
  /** Takes what the script said, and resolves when it is stored. */
  said(piece: ScriptSaid): Promise<void>;
}

/** Reads the log of a pod as it grows, over cut connections and an API server that is away. */
export class PodLog {
  constructor(
    private readonly pod: string,
    private readonly options: PodLogOptions,
  ) {}

  /** Follows the log until the wrapper has said all, the pod is gone, or the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    const { clock, output } = this.options;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted && !output.frames.isComplete) {
      const begun = clock.monotonic();
      const why = await this.#readOnce({ follow: true, signal });
      if (why instanceof NotFoundError) return;
      if (signal.aborted || output.frames.isComplete) return;
      await clock.sleep(pauseMs, signal);
      const hasLasted = msSince(clock, begun) > 10_000;
      pauseMs = hasLasted ? FIRST_PAUSE_MS : nextPause(pauseMs);
    }
  }

  /**
   * Reads what is left of the log of a pod that has ended.
   *
   * @returns what kept it from being read, if anything did
   */
  async readRest(signal: AbortSignal): Promise<string | undefined> {
    const { clock, output } = this.options;
    const begun = clock.monotonic();
    let pauseMs = FIRST_PAUSE_MS;
    let reads = 0;
    while (!output.frames.isComplete && !signal.aborted) {
      const why = await this.#readOnce({ follow: false, signal });
      // One that was cut looks like one that is over.
      if (!why) reads += 1;
      if (reads === MOST_READS) return undefined;
      const isLate = msSince(clock, begun) > REST_LIMIT_MS;
      if (why && (isLate || why instanceof NotFoundError)) {
        return `the end of its log could not be read: ${why.message}`;
      }
      await clock.sleep(pauseMs, signal);
      pauseMs = nextPause(pauseMs);
    }
    return undefined;
  }

  /**
   * Reads the log once, from its start.
   *
   * @returns why it could not be read to its end, if it could not
   * @throws what no waiting can mend, and what `said` throws
   */
  async #readOnce({
    follow,
    signal,
  }: {
    follow: boolean;
    signal: AbortSignal;
  }): Promise<Error | undefined> {
    const { objects, output, said } = this.options;
    output.reconnect();
    const request = objects.logOf(this.pod, follow);
    const rules = { signal, limitMs: CONNECTION_MS, opened: () => {} };
    const blocks = objects.connection.streamBytes(request, rules);
    for (;;) {
      let next: IteratorResult<Buffer>;
      try {
        next = await blocks.next();
      } catch (error) {
        if (signal.aborted || isWorthWaiting(error)) return error as Error;
        throw error;
      }
      if (next.done) return undefined;
      const piece = output.take(next.value);
      if (piece) await said(piece);
    }
  }
}

/** Its container may not be known yet where the log is (400), or its pod not be there any more (404). */
function isWorthWaiting(error: unknown): boolean {
  return (
    isPassing(error) ||
    error instanceof NotFoundError ||
    (error instanceof Error && error.name === 'InputError')
  );
}
