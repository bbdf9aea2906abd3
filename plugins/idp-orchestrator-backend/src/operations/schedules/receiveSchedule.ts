import type { ScheduleDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { listStartQuestions } from '../../access/authorization/startQuestions';
import type { Caller } from '../../access/Caller';
import type { About } from '../../access/recording';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import {
  permitStart,
  receiveStart,
  type ReceivedStart,
} from '../../access/starts/receiveStart';
import type { DueTimes } from '../../calendar';
import type { RunAuthority, StoredSchedule } from '../../ports';
import { badInput } from '../../problems/badInput';
import { readDefinition } from '../../schedules';
import type { OperationParts } from '../OperationParts';
import {
  refuseSecrets,
  toScheduledStart,
} from '../starts/createScheduledStarts';
import { findSchedule } from './findSchedule';

type Parts = Pick<OperationParts, 'resolver' | 'authorizer'>;

/** A schedule that somebody wrote, with the start that its runs are made of, or what is wrong with it. */
export type ReceivedSchedule =
  | { definition: ScheduleDefinition; times: DueTimes; start: ReceivedStart }
  | { definition?: undefined; error: unknown };

/**
 * Reads a schedule for a caller, and what it would start, as if the caller
 * started it now.
 */
export async function receiveSchedule(
  parts: Parts,
  caller: Caller,
  given: unknown,
): Promise<ReceivedSchedule> {
  const read = readDefinition(given);
  if ('problems' in read) {
    return { error: badInput('The schedule', read.problems, read.more) };
  }
  const { definition, times } = read;
  const start = await receiveStart(parts, caller, toScheduledStart(definition));
  return { definition, times, start };
}

/** A schedule that there is, and what it would start if its caller started it now. */
export type ReceivedKnown =
  | { schedule: StoredSchedule; start: ReceivedStart }
  | { schedule?: undefined; error: unknown };

/** Reads what a schedule would start, if there is one of this id. */
export async function receiveKnown(
  parts: Parts & Pick<OperationParts, 'scheduleStore'>,
  caller: Caller,
  id: string,
): Promise<ReceivedKnown> {
  try {
    const schedule = await findSchedule(parts, id);
    const wanted = toScheduledStart(schedule.definition);
    return { schedule, start: await receiveStart(parts, caller, wanted) };
  } catch (error) {
    return { error };
  }
}

/**
 * Lets a schedule through whose start its caller may make.
 *
 * @throws what is wrong with it, NotAllowedError for what it would do
 */
export async function permitSchedule(
  parts: Parts,
  caller: Caller,
  received: ReceivedSchedule,
): Promise<PermittedSchedule> {
  if (!received.definition) throw received.error;
  const { definition, times } = received;
  const start = await permitStart(parts, caller, received.start);
  refuseSecrets(start);
  return { definition, times, start };
}

export interface PermittedSchedule {
  definition: ScheduleDefinition;
  times: DueTimes;
  start: ResolvedStart;
}

/** @throws what is wrong with it, NotAllowedError for what it would do */
export async function permitKnown(
  parts: Parts,
  caller: Caller,
  received: ReceivedKnown,
): Promise<{ schedule: StoredSchedule; start: ResolvedStart }> {
  if (!received.schedule) throw received.error;
  const start = await permitStart(parts, caller, received.start);
  refuseSecrets(start);
  return { schedule: received.schedule, start };
}

/** Lends a schedule the rights that its start takes, as far as its caller has been asked about. */
export function consentTo(
  { grant }: Pick<OperationParts, 'grant'>,
  caller: Caller,
  start: ResolvedStart,
): Promise<RunAuthority> {
  return grant(caller, listStartQuestions(start));
}

/** Describes for the record a call that is about a schedule. */
export function aboutSchedule(
  id: string,
  { reason, environment }: { reason?: string; environment?: string } = {},
): About {
  return { subject: { kind: 'schedule', id }, reason, environment };
}
