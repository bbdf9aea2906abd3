import {
  CONTRACTS,
  scheduleReadPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readTiming } from '../../calendar';
import { badInput } from '../../problems/badInput';
import { describeNext } from '../../schedules';
import { defineOperation } from '../defineOperation';

/** Tells when something would be due, and makes nothing. */
export const previewSchedule = defineOperation(CONTRACTS.previewSchedule, {
  audit: { records: 'refusals', action: 'schedule.read' },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  async run({ clock }, { input: { request } }) {
    const { count = 5, ...timing } = request;
    const read = readTiming(timing);
    if ('problems' in read) throw badInput('The schedule', read.problems);
    const shown = { from: clock.now(), count };
    return describeNext({ id: '' }, read.times, shown);
  },
});
