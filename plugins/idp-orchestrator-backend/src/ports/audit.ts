import type {
  AuditEntry,
  AuditSeal,
  Page,
  RunStats,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OpenCall } from './calls';
import type { RunCondition } from './runs';

/**
 * The newest entry of the record; number 0 when there is none.
 *
 * @public
 */
export type AuditEnd = Pick<AuditEntry, 'number' | 'digest'>;

export interface AuditFilter {
  act?: string;
  outcome?: AuditEntry['outcome'];
  /** The principal that asked, or on whose behalf it was asked. */
  initiator?: string;
  environment?: string;
  /** The id of what the call was about. */
  subject?: string;
  since?: string;
  until?: string;
}

/** Keeps the record of what was asked for and what came of it. It only grows. */
export interface AuditStore {
  /**
   * Writes that a call is under way; called before it does anything, unless its
   * first commit writes that.
   */
  open(call: OpenCall): Promise<void>;
  listOpen(openedBefore: number): Promise<OpenCall[]>;
  /**
   * Adds an entry that is made from the end of the record, one at a time
   * whatever the number of processes. `close` is the open call that it tells
   * the ending of; with `ifOpen` nothing is written when that was told before.
   */
  append(
    make: (end: AuditEnd) => AuditEntry,
    close?: { id: string; ifOpen?: boolean },
  ): Promise<AuditEntry | undefined>;
  end(): Promise<AuditEnd>;
  /** Lists entries, newest first; the cursor is an entry's number. */
  list(
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<AuditEntry>>;
  /** Reads entries after a number, oldest first. */
  read(range: { after: number; limit: number }): Promise<AuditEntry[]>;
}

/** Keeps the seals of the record. */
export interface AuditSealStore {
  /** Finds the seal of the greatest entry. */
  newest(): Promise<AuditSeal | undefined>;
  /** Reads the seals of entries after a number up to another, oldest first. */
  read(range: { after: number; upTo: number }): Promise<AuditSeal[]>;
  /** Lists seals, newest first; the cursor is an entry's number. */
  list(page: { limit: number; cursor?: string }): Promise<Page<AuditSeal>>;
  /**
   * Writes a seal in one commit with its outbox event, if the newest until then
   * is of the entry `after` (0 where there is none); returns whether it did. Of
   * several processes that seal the same entries one does.
   */
  add(seal: AuditSeal, after: number): Promise<boolean>;
}

/** Chooses the endings that statistics are made of. */
export interface StatsFilter {
  /** Limits the runs to those that the caller may see. */
  within?: RunCondition;
  flow?: string;
  environment?: string;
  /** ISO 8601; `until` is not included. */
  since: string;
  until: string;
}

/** Keeps how runs went: counted when they have ended, apart from the runs themselves. */
export interface RunStatistics {
  /** Counts some finished runs that are not counted yet, in the sums of their days, too; returns how many. */
  record(): Promise<number>;
  /**
   * Adds some runs to the sums of their days that a version without sums has
   * counted; returns how many. Until then they are read one by one.
   */
  sum(): Promise<number>;
  read(filter: StatsFilter): Promise<RunStats>;
  /**
   * Reads how long the runs of each flow took that succeeded since a day (the
   * median, ms), of those flows of which at least five did. Nothing is told
   * within a condition that asks who started a run, since nothing is added up by
   * people.
   */
  readUsualTimes(filter: {
    since: string;
    within?: RunCondition;
  }): Promise<Map<string, number>>;
  /**
   * Reads how long nine of ten runs that succeeded since a day took at most (ms),
   * of each of these flows and environments in which at least three did. Nothing
   * is told within a condition that asks who started a run.
   */
  readTimesOfMost(filter: {
    flows: readonly string[];
    since: string;
    within?: RunCondition;
  }): Promise<Array<{ flow: string; environment: string; p90Ms: number }>>;
  /** Forgets runs that ended on days (UTC) before that of a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}
