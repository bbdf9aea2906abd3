import type {
  Risk,
  ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A run that a schedule is expected to start, as far as that is known; times are ms since 1970. */
export interface ExpectedRun {
  scheduleId: string;
  flow: string;
  environment: string;
  overlap: ScheduleDefinition['overlap'];
  /** When it is started, its jitter included. */
  startAt: number;
  /** How long nine of ten such runs took at most (ms); absent when too few are known. */
  lengthMs?: number;
  risk: Risk;
  /** False when it only looks, so that no window is about it. */
  changes: boolean;
  /** The lock that it wants, and whether it is refused when that is taken. */
  lock?: { key: string; refuses: boolean };
}
