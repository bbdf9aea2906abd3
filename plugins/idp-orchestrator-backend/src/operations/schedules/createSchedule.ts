import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  scheduleCreatePermission,
  type Initiator,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScheduleStateDetail } from '../../ports';
import { describeSchedule, nextAtOf, requireAhead } from '../../schedules';
import { defineOperation } from '../defineOperation';
import { findSchedule, requireNoFile } from './findSchedule';
import {
  aboutSchedule,
  consentTo,
  permitSchedule,
  receiveSchedule,
} from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Makes a schedule, and lends it the rights of its caller for exactly what it starts now. */
export const createSchedule = defineOperation(CONTRACTS.createSchedule, {
  resolve: (parts, { caller, input }) =>
    receiveSchedule(parts, caller, input.request.definition),
  audit: {
    records: 'every call',
    action: 'schedule.create',
    about: ({ input: { request } }) =>
      aboutSchedule(request.definition.id, {
        reason: request.reason,
        environment: request.definition.environment,
      }),
    outcome: ({ id, flow, state }) =>
      state === 'paused'
        ? `Schedule ${id} is to start ${flow}, and is paused`
        : `Schedule ${id} starts ${flow}`,
  },
  async permit(parts, { caller, resolved }) {
    await parts.gate.require(caller, scheduleCreatePermission);
    requireNoAgent(caller);
    return permitSchedule(parts, caller, resolved);
  },
  async run(parts, { caller, input: { request }, permitted }) {
    const { definition, times, start } = permitted;
    const { scheduleStore } = parts;
    const { now } = await scheduleStore.readState();
    requireAhead(times, now);
    const schedule = {
      definition,
      revision: 1,
      consent: await consentTo(parts, caller, start),
      state: request.paused ? ('paused' as const) : ('active' as const),
      detail: detailOf(request, caller.initiator, now),
      outlook: { result: 'ok' as const, at: new Date(now).toISOString() },
      cursorAt: now,
      nextAt: request.paused
        ? undefined
        : (nextAtOf(definition, times, now) ?? undefined),
      createdAt: now,
      updatedAt: now,
      createdBy: caller.initiator,
    };
    if (!(await scheduleStore.add(schedule))) {
      const other = await findSchedule(parts, definition.id);
      requireNoFile(other, 'change');
      throw new ConflictError(
        `There is a schedule ${definition.id} already. Choose another id, or change that one`,
      );
    }
    return { ...describeSchedule(schedule), created: true };
  },
});

/** A schedule that is made paused says who paused it, and why. */
function detailOf(
  { paused, reason }: { paused?: boolean; reason?: string },
  by: Initiator,
  since: number,
): ScheduleStateDetail {
  return paused ? { since, by, ...(reason && { reason }) } : { since };
}
