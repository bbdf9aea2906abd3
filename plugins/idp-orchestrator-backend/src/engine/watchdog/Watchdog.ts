import { join } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isGivenUp,
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, RunStore } from '../../ports';
import type { RunNotifier } from '../RunNotifier';
import { during, LONGEST_STAND_MS, onStand, type Stand } from './currentWork';
import { watchLoop } from './LoopWatch';
import { takeLeftWork, WorkFile, type IsDead, type LeftWork } from './WorkFile';

export interface WatchdogOptions {
  /** Where files outlive this process, and a later one on this host finds them. */
  directory: string;
  worker: string;
  /** Tells whether another worker is certainly dead. */
  isDead(worker: string): boolean;
  /** Tells whether a worker that is not dead certainly lives. */
  canBeSeen(worker: string): boolean;
  clock: Clock;
  store: Pick<RunStore, 'appendUnclaimed' | 'get'>;
  notifier: Pick<RunNotifier, 'publish'>;
  logger: LoggerService;
}

/** Does a piece of work on a run, which has no `await` in it. */
export type WorkOn = <T>(
  work: { run: Pick<Run, 'id' | 'flowId'>; step?: string },
  act: () => T,
) => T;

/** The file of a worker that lives and works on something is not older than this (ms). */
const LONGEST_BUSY_MS = 5_000;

/** A file that says nothing is of no use after this time (ms), whoever left it. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1_000;

/** Nobody notices how long it takes. */
export const unwatched: WorkOn = (_, act) => act();

/**
 * Notices when work on a run keeps this process from everything else, or ends
 * it, and writes that to the run: three times, and it is given up.
 */
export class Watchdog {
  #file: WorkFile | undefined;
  #loop: ReturnType<typeof watchLoop> | undefined;
  #unsubscribe: (() => void) | undefined;
  #depth = 0;
  /** The runs that were worked on here, of which a stand is this worker's to tell. */
  readonly #known = new Set<string>();
  readonly #writing = new Set<Promise<void>>();
  readonly #listeners: Array<(stand: Stand) => void> = [];

  constructor(private readonly options: WatchdogOptions) {}

  /** Says what the last process died over, before anything of it is begun again. */
  async start(): Promise<void> {
    const { directory, worker, clock, logger } = this.options;
    const folder = join(directory, 'workers');
    this.#loop = watchLoop(error =>
      logger.warn('The watchdog of the event loop has ended', error),
    );
    this.#unsubscribe = onStand(stand => this.#note(stand));
    try {
      const judge = { isDead: this.#isDead, now: clock.now() };
      await takeLeftWork(folder, judge, left => this.#noteDeath(left));
    } catch (error) {
      logger.warn(
        `It could not be read in ${folder}, or not be written to its run, what the last backend on this host died over. The next start tries it again`,
        error as Error,
      );
    }
    try {
      this.#file = await WorkFile.create(folder, worker);
    } catch (error) {
      this.#giveUpFile(error);
    }
  }

  /**
   * The processes of another container cannot be seen, nor those of the one
   * that this was before it was started again. While such a one works on
   * something its file is written anew all the time, also while it stands.
   */
  readonly #isDead: IsDead = (worker, { isBusy, ageMs }) => {
    const { isDead, canBeSeen } = this.options;
    if (canBeSeen(worker)) return isDead(worker);
    return isDead(worker) || ageMs > (isBusy ? LONGEST_BUSY_MS : FORGOTTEN_MS);
  };

  /** Does `act` so that it is known what was done when the process stands or dies. */
  readonly work: WorkOn = ({ run, step }, act) => {
    const work = { run: run.id, flow: run.flowId, step };
    if (this.#depth > 0) return during(work, act);
    this.#begin(work);
    this.#depth += 1;
    try {
      return during(work, act);
    } finally {
      this.#depth -= 1;
      this.#end(run.id);
    }
  };

  /** For whoever counts them. */
  onStand(listener: (stand: Stand) => void): void {
    this.#listeners.push(listener);
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await Promise.all(this.#writing);
    const file = this.#file;
    this.#file = undefined;
    this.#loop?.work.keepIn(undefined);
    await this.#loop?.release();
    await file?.remove();
  }

  #begin(work: { run: string; flow: string; step?: string }): void {
    this.#known.add(work.run);
    this.#onFile(file => {
      file.write(work);
      this.#loop?.work.keepIn(file.descriptor);
    });
  }

  #end(run: string): void {
    this.#known.delete(run);
    this.#onFile(file => {
      this.#loop?.work.keepIn(undefined);
      file.blank();
    });
  }

  #onFile(act: (file: WorkFile) => void): void {
    if (!this.#file) return;
    try {
      act(this.#file);
    } catch (error) {
      this.#giveUpFile(error);
    }
  }

  #giveUpFile(error: unknown): void {
    this.#file = undefined;
    this.options.logger.warn(
      `What this worker does is not kept in ${this.options.directory}. If a run ends the process it will not be known which`,
      error as Error,
    );
  }

  #note(stand: Stand): void {
    // Another engine of this process has told it.
    if (stand.run && !this.#known.has(stand.run)) return;
    this.options.logger.warn(describe(stand));
    this.#listeners.forEach(listener => listener(stand));
    // One that waited for the processor, or was stopped, has done nothing wrong.
    const isItsOwn = (stand.cpuMs ?? stand.ms) >= LONGEST_STAND_MS;
    if (!stand.run || !isItsOwn) return;
    const { worker } = this.options;
    this.#onFile(file => file.blankNote());
    this.#write({ ...stand, run: stand.run, worker }, 'stood');
  }

  #write(stall: LeftWork, outcome: 'stood' | 'died'): void {
    const writing = this.#append(stall, outcome)
      .catch(error =>
        this.options.logger.warn(
          `It could not be written to run ${stall.run} that it kept this process from everything else`,
          error,
        ),
      )
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  async #noteDeath(left: LeftWork): Promise<void> {
    this.options.logger.warn(
      `The last backend on this host ended in the middle of ${placeOf(left)}`,
    );
    await this.#append(left, 'died');
  }

  async #append(
    { run: runId, worker, ms, step, expression }: LeftWork,
    outcome: 'stood' | 'died',
  ): Promise<void> {
    const { store, notifier } = this.options;
    if (!(await store.get(runId))) return;
    const { run, entries } = await store.appendUnclaimed(runId, newest =>
      isRunFinished(newest) || isGivenUp(newest)
        ? []
        : [
            {
              type: 'run.stalled',
              outcome,
              worker,
              ...(ms !== undefined && { ms: Math.round(ms) }),
              ...(step && { step }),
              ...(expression && { expression }),
            },
          ],
    );
    notifier.publish(run, entries);
  }
}

function describe(stand: Stand): string {
  const seconds = (stand.ms / 1_000).toFixed(1);
  return `The event loop stood for ${seconds} s, and so did all of Backstage, in ${placeOf(stand)}`;
}

function placeOf({ run, flow, step, expression }: Partial<LeftWork>): string {
  const parts = [
    run ? `run ${run} (flow ${flow})` : 'work on no run',
    step && `step ${step}`,
    expression && `the expression ${expression}`,
  ];
  return parts.filter(Boolean).join(', ');
}
