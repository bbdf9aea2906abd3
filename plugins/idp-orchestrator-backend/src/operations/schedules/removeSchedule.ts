import {
  CONTRACTS,
  scheduleUpdatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeSchedule } from '../../schedules';
import { defineOperation } from '../defineOperation';
import {
  findSchedule,
  refuseMoved,
  requireNoFile,
  requireRevision,
} from './findSchedule';
import { aboutSchedule } from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Removes a schedule. Its runs go on, and what became of its due times is kept. */
export const removeSchedule = defineOperation(CONTRACTS.removeSchedule, {
  audit: {
    records: 'every call',
    action: 'schedule.remove',
    about: ({ input: { scheduleId, request } }) =>
      aboutSchedule(scheduleId, request),
    outcome: ({ id }) => `Schedule ${id} is gone`,
  },
  async permit({ gate }, { caller }) {
    await gate.require(caller, scheduleUpdatePermission);
    requireNoAgent(caller);
  },
  async run(parts, { input: { scheduleId, request } }) {
    const schedule = await findSchedule(parts, scheduleId);
    const { revision } = request;
    requireNoFile(schedule, 'remove');
    requireRevision(schedule, revision);
    const removed = await parts.scheduleStore.remove(scheduleId, revision);
    if (!removed) throw refuseMoved(scheduleId);
    return describeSchedule(schedule);
  },
});
