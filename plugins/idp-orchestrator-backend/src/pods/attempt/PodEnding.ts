import type { ForcedReason } from '../../bridge/attempt/decideEnding';
import {
  FIRST_PAUSE_MS,
  isPassing,
  nextPause,
} from '../../cluster/connection/isPassing';
import type { Clock, MonotonicTime } from '../../ports';
import { later, msBetween } from '../../waiting/monotonicTime';
import type { AttemptObjects } from '../job/AttemptObjects';
import { ENDED_WHY } from '../settings/names';
import type { PodWatch } from './PodWatch';

/** So much longer (ms) than the grace time its pod may take to be gone. */
const WAY_MS = 30_000;

interface EndingOptions {
  why: ForcedReason;
  objects: AttemptObjects;
  jobUid: string;
  watch: Pick<PodWatch, 'pods' | 'isGone'>;
  graceMs: number;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * The end of a pod by the backend: the Job is deleted with all that is of it.
 * Why is noted in the claim before, for a backend that comes after this one.
 */
export class PodEnding {
  readonly why: ForcedReason;
  readonly #due: MonotonicTime;

  constructor(private readonly options: EndingOptions) {
    const { clock, graceMs } = options;
    this.why = options.why;
    this.#due = later(clock.monotonic(), graceMs + WAY_MS);
  }

  /** Deletes what there is; goes on while the cluster is away. */
  async begin(): Promise<void> {
    const { clock, signal } = this.options;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = nextPause(pauseMs)) {
      try {
        await this.#delete();
        return;
      } catch (error) {
        if (signal.aborted || !isPassing(error)) throw error;
      }
      await clock.sleep(pauseMs, signal);
    }
  }

  /** Lists what is left when all is over: nothing, or what does not end; undefined as long as there is hope. */
  listLeft(): string[] | undefined {
    const { watch, clock } = this.options;
    if (watch.isGone) return [];
    if (this.msLeft(clock.monotonic()) > 0) return undefined;
    const pods = watch.pods.map(({ metadata, spec }) => {
      const node = spec?.nodeName ? ` on node ${spec.nodeName}` : '';
      return `pod ${metadata.namespace}/${metadata.name}${node}`;
    });
    return pods.length > 0 ? pods : ['its Job'];
  }

  /** The time (ms) until it is waited for no more. */
  msLeft(now: MonotonicTime): number {
    return Math.max(0, msBetween(now, this.#due));
  }

  async #delete(): Promise<void> {
    const { why, objects, jobUid, watch, signal } = this.options;
    await objects.annotateClaim({ [ENDED_WHY]: why }, signal);
    await objects.deleteJob(jobUid, signal);
    // Its pods would go with it, when the garbage collector comes by.
    for (const { metadata } of watch.pods) {
      await objects.deletePod(metadata.name, signal);
    }
  }
}
