import {
  CONTRACTS,
  scheduleReadPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StoredSchedule } from '../../ports';
import {
  describeNext,
  describeOccurrence,
  describeSchedule,
  listDueTimes,
  readTimes,
} from '../../schedules';
import { defineOperation } from '../defineOperation';
import { findSchedule } from './findSchedule';
import { aboutSchedule } from './receiveSchedule';

const NEXT = 5;
const LAST = 20;

/** Shows a schedule with its next and last due times. */
export const getSchedule = defineOperation(CONTRACTS.getSchedule, {
  audit: {
    records: 'refusals',
    action: 'schedule.read',
    about: ({ input: { scheduleId } }) => aboutSchedule(scheduleId),
  },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  async run(parts, { input: { scheduleId } }) {
    const schedule = await findSchedule(parts, scheduleId);
    const { definition, nextAt, cursorAt } = schedule;
    const read = readTimes(definition);
    const isDue = nextAt !== undefined && 'times' in read;
    const next = isDue
      ? describeNext(definition, read.times, { from: cursorAt, count: NEXT })
      : { nextTimes: [], notes: [] };
    const page = { limit: LAST };
    const { now } = await parts.scheduleStore.readState();
    const last = await parts.scheduleStore.listOccurrences(scheduleId, page);
    return {
      schedule: describeSchedule(schedule),
      ...next,
      occurrences: last.map(describeOccurrence),
      missed: countMissed(schedule, now),
    };
  },
});

/** Counts the due times since a schedule has stopped: what `resume` asks about. */
function countMissed(
  { state, definition, cursorAt }: StoredSchedule,
  now: number,
): number {
  const read = readTimes(definition);
  const isStopped = state !== 'active' && state !== 'ended';
  if (!isStopped || 'problems' in read) return 0;
  return listDueTimes(definition, read.times, { after: cursorAt, now }).due
    .length;
}
