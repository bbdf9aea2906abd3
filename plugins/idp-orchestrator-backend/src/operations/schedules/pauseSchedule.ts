import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  scheduleUpdatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeSchedule } from '../../schedules';
import { defineOperation } from '../defineOperation';
import { changeSchedule, findSchedule } from './findSchedule';
import { aboutSchedule } from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Starts nothing more by a schedule, until somebody resumes it. */
export const pauseSchedule = defineOperation(CONTRACTS.pauseSchedule, {
  audit: {
    records: 'every call',
    action: 'schedule.pause',
    about: ({ input: { scheduleId, request } }) =>
      aboutSchedule(scheduleId, request),
    outcome: ({ id }) => `Schedule ${id} is paused`,
  },
  async permit({ gate }, { caller }) {
    await gate.require(caller, scheduleUpdatePermission);
    requireNoAgent(caller);
  },
  async run(parts, { caller, input: { scheduleId, request } }) {
    const schedule = await findSchedule(parts, scheduleId);
    const { state } = schedule;
    if (state === 'paused' || state === 'ended') {
      throw new ConflictError(
        `Schedule ${scheduleId} starts nothing already: it is ${state}`,
      );
    }
    const { reason } = request;
    const paused = await changeSchedule(parts, schedule, {
      state: 'paused',
      nextAt: null,
      detail: {
        since: parts.clock.now(),
        by: caller.initiator,
        ...(reason && { reason }),
      },
    });
    return describeSchedule(paused);
  },
});
