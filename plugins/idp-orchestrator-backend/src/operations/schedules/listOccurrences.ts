import {
  CONTRACTS,
  scheduleReadPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeOccurrence } from '../../schedules';
import { defineOperation } from '../defineOperation';
import { findSchedule } from './findSchedule';
import { aboutSchedule } from './receiveSchedule';

/** Lists what became of the due times of a schedule. */
export const listOccurrences = defineOperation(CONTRACTS.listOccurrences, {
  audit: {
    records: 'refusals',
    action: 'schedule.read',
    about: ({ input: { scheduleId } }) => aboutSchedule(scheduleId),
  },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  async run(parts, { input: { scheduleId, limit, before } }) {
    await findSchedule(parts, scheduleId);
    const found = await parts.scheduleStore.listOccurrences(scheduleId, {
      limit,
      ...(before !== undefined && { before: Date.parse(before) }),
    });
    return { items: found.map(describeOccurrence) };
  },
});
