import {
  CONTRACTS,
  scheduleTriggerPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { refuseWhileStopping } from '../../problems/whileStopping';
import { describeOccurrence } from '../../schedules';
import { beginRun } from '../starts/beginRun';
import { keyOfSchedule } from '../starts/createScheduledStarts';
import { defineOperation } from '../defineOperation';
import { requireInFile } from './findSchedule';
import {
  aboutSchedule,
  consentTo,
  permitKnown,
  receiveKnown,
} from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Starts the run of a schedule now. It is the caller's, like any other start of theirs. */
export const triggerSchedule = defineOperation(CONTRACTS.triggerSchedule, {
  resolve: (parts, { caller, input: { scheduleId } }) =>
    receiveKnown(parts, caller, scheduleId),
  audit: {
    records: 'every call',
    action: 'schedule.trigger',
    about: ({ input: { scheduleId, request }, resolved: { schedule } }) =>
      aboutSchedule(scheduleId, {
        reason: request.reason,
        environment: schedule?.definition.environment,
      }),
    outcome: ({ runId }) => `Started run ${runId}`,
  },
  async permit(parts, { caller, resolved }) {
    await parts.gate.require(caller, scheduleTriggerPermission);
    requireNoAgent(caller);
    return permitKnown(parts, caller, resolved);
  },
  async run(parts, { caller, input, permitted }) {
    const { scheduleId, request } = input;
    requireInFile(permitted.schedule);
    refuseWhileStopping(parts.stopping, 'starts nothing new');
    const dueAt = parts.clock.now();
    const { reason = permitted.start.asked.reason } = request;
    const cause = { kind: 'schedule', id: scheduleId, manual: true } as const;
    const asked = { ...permitted.start.asked, cause, reason };
    const start = { ...permitted.start, asked };
    const { id } = await beginRun(parts, {
      start,
      key: keyOfSchedule(scheduleId, dueAt),
      grant: () => consentTo(parts, caller, start),
    });
    const occurrence = {
      scheduleId,
      dueAt,
      outcome: 'manual' as const,
      runId: id,
      decidedAt: parts.clock.now(),
    };
    await parts.scheduleStore.addOccurrence(occurrence);
    return describeOccurrence(occurrence);
  },
});
