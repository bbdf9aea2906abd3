import type { LoggerService } from '@backstage/backend-plugin-api';
import { digestOf } from '../flows/digest';
import type { FileSchedule, ReadFolder } from '../flows/files';
import { describeFlowProblem } from '../flows/ProblemLog';
import type { Clock, ScheduleStore, StoredSchedule } from '../ports';
import { decideFileChange, type FoundInFiles } from './decideFileChange';
import { eachSchedule } from './eachSchedule';
import { leaveOutPending } from './leaveOutPending';

export interface FileSchedulesOptions {
  /** Reads what the files of the folder hold. */
  list(): Promise<Pick<ReadFolder, 'schedules' | 'wrongOf'>>;
  store: ScheduleStore;
  clock: Clock;
  logger: LoggerService;
}

/** How often (ms) the files are looked at. */
const LOOK_EVERY_MS = 5_000;

/**
 * Keeps the schedules of files in the store. Every process looks at its own
 * folder, and writes what it has seen change there, or has found at its start:
 * so a process whose folder is older than another one's does not take back each
 * time what that has written.
 */
export class FileSchedules {
  /** What was found of each id at the last look, and is written. */
  #written = new Map<string, string>();
  /** The files in which those were that this process knows of; by id. */
  #files: Map<string, string> | undefined;
  readonly #stopped = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(private readonly options: FileSchedulesOptions) {}

  /** Looks at the files until it is stopped. */
  start(): void {
    this.#watching ??= this.#watch(this.#stopped.signal);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    while (!signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        logger.warn(
          'The schedules of files cannot be kept now; they are as soon as that passes',
          error as Error,
        );
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  }

  /** Writes what is another than at the last look. */
  async look(): Promise<void> {
    const { schedules, wrongOf } = await this.options.list();
    const known = (this.#files ??= await this.#readKnown());
    const there = new Map(schedules.map(one => [one.definition.id, one]));
    for (const id of new Set([...there.keys(), ...known.keys()])) {
      const file = known.get(id) ?? '';
      const found = findOne(file, there.get(id), wrongOf);
      const mark = JSON.stringify([found.path, found.digest ?? found.missing]);
      if (this.#written.get(id) === mark) continue;
      if (!(await this.#write(id, found))) continue;
      if (found.missing?.is === 'gone') {
        known.delete(id);
        this.#written.delete(id);
      } else {
        known.set(id, found.path);
        this.#written.set(id, mark);
      }
    }
  }

  /** Those that were of files when this process began. */
  async #readKnown(): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    for await (const { definition, file } of eachSchedule(this.options.store)) {
      if (file) known.set(definition.id, file.path);
    }
    return known;
  }

  /** Writes what was found, unless it is so already; false when it is to be tried again. */
  async #write(id: string, found: FoundInFiles): Promise<boolean> {
    const { store } = this.options;
    const kept = await store.get(id);
    const { now } = await store.readState();
    const decided = decideFileChange(kept, found, now);
    switch (decided.what) {
      case 'nothing':
        return true;
      case 'later':
        return false;
      case 'add':
        return store.add(decided.schedule);
      default: {
        const schedule = kept as StoredSchedule;
        const changed = await store.change(id, schedule.revision, {
          ...decided.change,
          updatedAt: now,
        });
        if (!changed) return false;
        const because = 'The schedule was changed before this was started';
        await leaveOutPending({ scheduleStore: store }, schedule, because);
        return true;
      }
    }
  }
}

function findOne(
  file: string,
  there: FileSchedule | undefined,
  wrongOf: ReadFolder['wrongOf'],
): FoundInFiles {
  if (there) {
    const { definition } = there;
    return { path: there.file, definition, digest: digestOf(definition) };
  }
  const wrong = wrongOf(file);
  const missing = wrong
    ? {
        is: 'wrong' as const,
        reason: `Something is wrong in its file. ${describeFlowProblem(wrong)}`,
      }
    : {
        is: 'gone' as const,
        reason: `It is not in the file ${file} of the folder of the flows any more. Remove it, or put it back`,
      };
  return { path: file, missing };
}
