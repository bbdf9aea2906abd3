import type {
  ScheduleDefinition,
  ScheduleOutlook,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunAuthority } from './authority';
import type { StartedBySchedule } from './schedules';

/** What a schedule starts, and with whose rights. */
export interface ScheduledStart {
  definition: ScheduleDefinition;
  /** Absent where nobody has let it yet. */
  consent?: RunAuthority;
  /** The due time that it is for (ms since 1970). */
  dueAt: number;
  /** The run before, if there was one. */
  last?: StartedBySchedule;
}

/** What came of a start that was due. */
export type ScheduledResult =
  | { outcome: 'started'; runId: string }
  | {
      outcome:
        | 'skipped-when'
        | 'missed-deadline'
        | 'denied'
        | 'needs-consent'
        | 'broken';
      because: string;
    };

/** Starts what schedules are about, and knows beforehand whether it could. */
export interface ScheduledStarts {
  /**
   * Starts what is due; the same due time of a schedule is the same run,
   * whatever the process.
   *
   * @throws what passes by itself, such as a database that is away
   */
  start(asked: ScheduledStart): Promise<ScheduledResult>;
  /**
   * Gives up a run that has not begun: it waits for a lock, a worker or a window.
   *
   * @param why - said of the run, with what it waited for
   * @returns why it was given up; undefined for one that goes on, or was over
   */
  giveUp(runId: string, why: string): Promise<string | undefined>;
  /** Tells who looks after what it starts; undefined when nobody does, or it is gone. */
  ownerOf(definition: ScheduleDefinition): Promise<string | undefined>;
  /** Tells what would come of it now, and of what windows would make of it when it is next. */
  review(
    asked: Omit<ScheduledStart, 'dueAt'> & {
      /** When it is started next (ms since 1970); nothing is when absent. */
      nextAt?: number;
    },
  ): Promise<Pick<ScheduleOutlook, 'result' | 'reason'>>;
}
