import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  scheduleCreatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeSchedule, nextAtOf, requireAhead } from '../../schedules';
import { defineOperation } from '../defineOperation';
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
    outcome: ({ id, flow }) => `Schedule ${id} starts ${flow}`,
  },
  async permit(parts, { caller, resolved }) {
    await parts.gate.require(caller, scheduleCreatePermission);
    requireNoAgent(caller);
    return permitSchedule(parts, caller, resolved);
  },
  async run(parts, { caller, permitted: { definition, times, start } }) {
    const { scheduleStore } = parts;
    const { now } = await scheduleStore.readState();
    requireAhead(times, now);
    const at = new Date(now).toISOString();
    const schedule = {
      definition,
      revision: 1,
      consent: await consentTo(parts, caller, start),
      state: 'active' as const,
      detail: { since: now },
      outlook: { result: 'ok' as const, at },
      cursorAt: now,
      nextAt: nextAtOf(definition, times, now) ?? undefined,
      createdAt: now,
      updatedAt: now,
      createdBy: caller.initiator,
    };
    if (!(await scheduleStore.add(schedule))) {
      throw new ConflictError(
        `There is a schedule ${definition.id} already. Choose another id, or change that one`,
      );
    }
    return { ...describeSchedule(schedule), created: true };
  },
});
