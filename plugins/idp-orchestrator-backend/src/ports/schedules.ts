import type {
  Initiator,
  OccurrenceOutcome,
  RunStatus,
  ScheduleDefinition,
  ScheduleOutlook,
  ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunAuthority } from './authority';

/** Why a schedule is in its state, and since when (ms since 1970). */
export interface ScheduleStateDetail {
  since: number;
  reason?: string;
  /** Who put it there; absent where it came there by itself. */
  by?: Initiator;
  /**
   * Due times up to here are started however late it is, since whoever resumed
   * the schedule wanted them.
   */
  wantedUpTo?: number;
  /** Runs that ended before do not count as failures any more. */
  failuresSince?: number;
}

/** The file that a schedule is written in. */
export interface ScheduleFile {
  /** Its path from the folder of the flows. */
  path: string;
  /** Of the definition as it was read last. */
  digest: string;
  /**
   * Present while it is not in its file: that is gone, or something in it is
   * wrong. It is due never then.
   */
  missing?: { is: 'gone' | 'wrong'; reason: string };
  /** True while nobody has let it, since it has taken the place of one that a call made. */
  replaced?: true;
}

/** A schedule as it is kept; times are ms since 1970. */
export interface StoredSchedule {
  definition: ScheduleDefinition;
  /** Counts the changes that people make. */
  revision: number;
  /** Present where it is written in a file, and not made by a call. */
  file?: ScheduleFile;
  /** The rights that its runs have; it starts none where nobody has lent any. */
  consent?: RunAuthority;
  state: ScheduleState;
  detail: ScheduleStateDetail;
  outlook: ScheduleOutlook;
  /** All due times up to here are decided. */
  cursorAt: number;
  /** When the next one is to be started; nothing is when absent. */
  nextAt?: number;
  createdAt: number;
  updatedAt: number;
  /** Absent where a file made it. */
  createdBy?: Initiator;
}

/** What is told outside of a schedule; times are ms since 1970. */
export interface ScheduleNews {
  id: string;
  title: string;
  flow: string;
  environment: string;
  at: number;
  /** Who is told: who looks after it, and for whom it starts runs. */
  owner?: string;
  onBehalfOf?: string;
  /** Why, in a sentence. */
  reason?: string;
  /**
   * It is in another state, without somebody having put it there, or an agent
   * proposes it, which has no state before; or something was due and is not started.
   */
  happened:
    | { kind: 'changed'; from?: ScheduleState; to: ScheduleState }
    | { kind: 'missed'; dueTimes: number[]; outcome: OccurrenceOutcome };
}

/** The parts of a schedule that change after it was made. */
export type ScheduleChange = Partial<
  Pick<
    StoredSchedule,
    'definition' | 'file' | 'state' | 'detail' | 'outlook' | 'cursorAt'
  >
> & {
  /** Null when what was lent is taken back. */
  consent?: RunAuthority | null;
  /** Null when nothing is started any more. */
  nextAt?: number | null;
};

/** A due time and what became of it; times are ms since 1970. */
export interface StoredOccurrence {
  scheduleId: string;
  dueAt: number;
  outcome: OccurrenceOutcome;
  because?: string;
  runId?: string;
  /** When its run is given up, unless that has begun; absent once it has, and where it may wait. */
  beginBy?: number;
  /** What it was when it was due, until it is decided. */
  definition?: ScheduleDefinition;
  claimedBy?: string;
  claimedAt?: number;
  decidedAt?: number;
}

/** What became of due times, and up to where the schedule has been decided by that. */
export interface Decided extends Pick<ScheduleChange, 'state' | 'detail'> {
  cursorAt: number;
  nextAt: number | null;
  occurrences: Omit<StoredOccurrence, 'scheduleId'>[];
  /** Told outside, in the same commit. */
  news?: ScheduleNews[];
}

/** A run that a schedule has started, as far as a later due time depends on it. */
export interface StartedBySchedule {
  runId: string;
  dueAt: number;
  status: RunStatus;
  /** Absent while it is not over. */
  finishedAt?: number;
}

/** What there is to do at a look, and when; times are ms since 1970. */
export interface DueState {
  /** The present time, the same for all processes of a database. */
  now: number;
  /** The earliest time at which something is to be started. */
  nextAt?: number;
  /** The due time of the earliest that is not decided. */
  undecidedAt?: number;
  /** The earliest time by which a run has to have begun. */
  beginBy?: number;
  /** When the one that was looked at longest ago was. */
  reviewedAt?: number;
}

/** Takes figures about what is due. */
export interface ScheduleMetrics {
  /** Called once for each due time, in the process that wrote what became of it. */
  decided(
    definition: Pick<ScheduleDefinition, 'flow' | 'environment'>,
    outcome: OccurrenceOutcome,
  ): void;
  /** Called with how long (ms) after it should have one has begun. */
  begun(
    definition: Pick<ScheduleDefinition, 'flow' | 'environment'>,
    lateMs: number,
  ): void;
}

/** Keeps schedules, and a ledger of their due times, for all processes of a database. */
export interface ScheduleStore {
  /**
   * Reads what there is to do, and the present time: that of the database where
   * several processes share one, so that a host whose clock is wrong starts
   * nothing at a wrong time.
   */
  readState(): Promise<DueState>;
  /** Keeps a new schedule, with what is told outside in the same commit; false when there is one of this id. */
  add(schedule: StoredSchedule, news?: ScheduleNews): Promise<boolean>;
  get(id: string): Promise<StoredSchedule | undefined>;
  /** Lists some of them by id, those that come after an id when it is given. */
  list(page: { limit: number; after?: string }): Promise<StoredSchedule[]>;
  /** Counts them by their states. */
  countStates(): Promise<Map<ScheduleState, number>>;
  /**
   * Changes a schedule as somebody wants it, and counts its revision; undefined
   * when it is not of this revision any more, or gone.
   */
  change(
    id: string,
    revision: number,
    change: ScheduleChange & { updatedAt: number },
  ): Promise<StoredSchedule | undefined>;
  /** Notes what was found out about a schedule, unless it was changed or decided since. */
  note(
    schedule: StoredSchedule,
    found: Pick<ScheduleChange, 'state' | 'detail' | 'outlook' | 'nextAt'> & {
      /** Told outside, in the same commit. */
      news?: ScheduleNews;
    },
  ): Promise<void>;
  /** Removes a schedule; what became of its due times stays. False when it is not of this revision. */
  remove(id: string, revision: number): Promise<boolean>;
  /** Lists those of which something is to be started by a time, the earliest first. */
  listDue(now: number, limit: number): Promise<StoredSchedule[]>;
  /** Lists those that were looked at last before a time. */
  listUnreviewed(before: number, limit: number): Promise<StoredSchedule[]>;
  /**
   * Writes what becomes of due times, and how far the schedule has come by that,
   * in one commit. Of several processes that decide the same, one does.
   *
   * @returns the due times that this call has added; undefined when another
   *   process or person was first, and nothing was written
   */
  decide(
    schedule: StoredSchedule,
    decided: Decided,
  ): Promise<number[] | undefined>;
  /** Adds one due time to the ledger; false when it is there. */
  addOccurrence(occurrence: StoredOccurrence): Promise<boolean>;
  /** Lists due times that are not decided yet, of one schedule or all, the earliest first. */
  listUndecided(
    limit: number,
    scheduleId?: string,
  ): Promise<StoredOccurrence[]>;
  /** Takes one over that is as it was read; false when another process was first. */
  claim(
    occurrence: StoredOccurrence,
    by: { worker: string; at: number },
  ): Promise<boolean>;
  /** Writes what became of one that was not decided. */
  finish(
    occurrence: Pick<StoredOccurrence, 'scheduleId' | 'dueAt'>,
    result: Pick<
      StoredOccurrence,
      'outcome' | 'because' | 'runId' | 'beginBy'
    > & {
      at: number;
      /** Told outside, in the same commit. */
      news?: ScheduleNews;
    },
  ): Promise<void>;
  /** Lists those whose runs have to have begun by a time, the earliest first. */
  listToBegin(by: number, limit: number): Promise<StoredOccurrence[]>;
  /**
   * Writes whether the run of such a one has begun, or was given up; false when
   * another process was first.
   */
  settleBegun(
    occurrence: Pick<StoredOccurrence, 'scheduleId' | 'dueAt'>,
    missed?: Required<Pick<StoredOccurrence, 'outcome' | 'because'>> & {
      /** Told outside, in the same commit. */
      news?: ScheduleNews;
    },
  ): Promise<boolean>;
  /** Lists the last due times of a schedule, the newest first; those before a time when given. */
  listOccurrences(
    scheduleId: string,
    page: { limit: number; before?: number },
  ): Promise<StoredOccurrence[]>;
  /** Lists due times of several schedules from a time to another one, the earliest first. */
  listOccurrencesOfAll(asked: {
    scheduleIds: readonly string[];
    from: number;
    to: number;
    limit: number;
  }): Promise<StoredOccurrence[]>;
  /** Lists the last due time of each of some schedules that has one. */
  listLast(scheduleIds: readonly string[]): Promise<StoredOccurrence[]>;
  /** Lists the last runs that a schedule has started, the newest first. */
  listRuns(scheduleId: string, limit: number): Promise<StartedBySchedule[]>;
  /** Forgets due times before a time; returns how many. */
  forget(before: number): Promise<number>;
}
