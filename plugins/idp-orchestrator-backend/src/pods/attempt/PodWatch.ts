import { followObjects } from '../../cluster/watch/followObjects';
import type { PodObject } from '../../cluster/workloads/PodObject';
import type { Clock } from '../../ports';
import type { AttemptObjects } from '../job/AttemptObjects';
import type { JobObject } from '../job/JobObject';
import { judgePod, type PodSight } from './judgePod';

export interface PodWatchOptions {
  objects: AttemptObjects;
  /** The Job that is ours; another one of its name is none. */
  jobUid: string;
  clock: Clock;
  signal: AbortSignal;
  /** Called with each change. */
  changed(): void;
}

/** Knows the Job of an attempt and its pods as they are now, over restarts of the API server. */
export class PodWatch {
  /** Why the cluster does not answer just now, if it does not. */
  interruption: string | undefined;
  #job: JobObject | undefined;
  #pods: PodObject[] = [];
  #seen = { job: false, pods: false };
  #hadPod = false;
  #failure: { cause: unknown } | undefined;

  constructor(private readonly options: PodWatchOptions) {}

  /** Follows them until the signal aborts; then nothing of it is left. */
  async follow(): Promise<void> {
    const { objects, jobUid } = this.options;
    await Promise.all([
      this.#follow<JobObject>(objects.jobSelection, found => {
        this.#job = found.find(({ metadata }) => metadata.uid === jobUid);
        this.#seen.job = true;
      }),
      this.#follow<PodObject>(objects.podSelection, found => {
        this.#pods = found.filter(pod => isOf(pod, jobUid));
        this.#seen.pods = true;
        this.#hadPod ||= this.#pods.length > 0;
      }),
    ]);
  }

  get pods(): PodObject[] {
    return this.#pods;
  }

  /** True when nothing of the attempt is in the cluster any more, but its claim. */
  get isGone(): boolean {
    return this.#isSeen && !this.#job && this.#pods.length === 0;
  }

  /**
   * Says what the objects say of the script; undefined before they are known.
   *
   * @throws what no waiting can mend
   */
  look(): PodSight | undefined {
    if (this.#failure) throw this.#failure.cause;
    if (!this.#isSeen) return undefined;
    return judgePod({
      job: this.#job,
      pods: this.#pods,
      hadPod: this.#hadPod,
      now: this.options.clock.now(),
    });
  }

  get #isSeen(): boolean {
    return this.#seen.job && this.#seen.pods;
  }

  async #follow<T extends JobObject | PodObject>(
    selection: AttemptObjects['jobSelection'],
    take: (objects: T[]) => void,
  ): Promise<void> {
    const { objects, clock, signal, changed } = this.options;
    const { connection } = objects;
    await followObjects<T>(selection, {
      connection,
      clock,
      signal,
      changed: found => {
        take(found);
        this.interruption = undefined;
        changed();
      },
      interrupted: error => {
        this.interruption = error.message;
        changed();
      },
    }).catch(cause => {
      if (!signal.aborted) this.#failure ??= { cause };
      changed();
    });
  }
}

function isOf({ metadata }: PodObject, jobUid: string): boolean {
  return Boolean(metadata.ownerReferences?.some(({ uid }) => uid === jobUid));
}
