import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  scheduleUpdatePermission,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StoredSchedule } from '../../ports';
import { badInput } from '../../problems/badInput';
import {
  describeSchedule,
  leaveOutPending,
  nextAtOf,
  requireAhead,
} from '../../schedules';
import { defineOperation } from '../defineOperation';
import {
  changeSchedule,
  findSchedule,
  requireNoFile,
  requireRevision,
} from './findSchedule';
import {
  aboutSchedule,
  consentTo,
  permitSchedule,
  receiveSchedule,
} from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Changes a schedule, which has the rights of who does from now on. */
export const updateSchedule = defineOperation(CONTRACTS.updateSchedule, {
  resolve: (parts, { caller, input }) =>
    receiveSchedule(parts, caller, input.request.definition),
  audit: {
    records: 'every call',
    action: 'schedule.update',
    about: ({ input: { scheduleId, request } }) =>
      aboutSchedule(scheduleId, {
        reason: request.reason,
        environment: request.definition.environment,
      }),
    outcome: ({ id, revision }) => `Schedule ${id} has revision ${revision}`,
  },
  async permit(parts, { caller, resolved }) {
    await parts.gate.require(caller, scheduleUpdatePermission);
    requireNoAgent(caller);
    return permitSchedule(parts, caller, resolved);
  },
  async run(parts, { caller, input, permitted }) {
    const { definition, times, start } = permitted;
    const { scheduleId, request } = input;
    requireSameId(scheduleId, definition);
    const schedule = await findSchedule(parts, scheduleId);
    requireNoFile(schedule, 'change');
    requireRevision(schedule, request.revision);
    const { now } = await parts.scheduleStore.readState();
    requireAhead(times, now);
    requireNotBeginning(schedule, now);
    const consent = await consentTo(parts, caller, start);
    await leaveOutPending(
      parts,
      schedule,
      'The schedule was changed before this was started',
    );
    const isStopped = ['paused', 'failing'].includes(schedule.state);
    const changed = await changeSchedule(parts, schedule, {
      definition,
      consent,
      outlook: { result: 'ok', at: new Date(now).toISOString() },
      ...(!isStopped && {
        state: 'active',
        detail: { since: now },
        cursorAt: now,
        nextAt: nextAtOf(definition, times, now),
      }),
    });
    return describeSchedule(changed);
  },
});

function requireSameId(id: string, definition: ScheduleDefinition): void {
  if (definition.id === id) return;
  throw badInput('The schedule', [
    {
      path: 'definition.id',
      expected: `${id}, since a schedule keeps its id: make another one, and remove this`,
      got: JSON.stringify(definition.id),
    },
  ]);
}

/** What is due by now is decided as it was written then. */
function requireNotBeginning(
  { definition: { id }, nextAt = Infinity }: StoredSchedule,
  now: number,
): void {
  if (nextAt > now) return;
  throw new ConflictError(
    `Schedule ${id} is due at this moment. Look at it again and repeat your change`,
  );
}
