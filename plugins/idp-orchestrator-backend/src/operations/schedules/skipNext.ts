import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  scheduleUpdatePermission,
  titleOfInitiator,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeOccurrence, nextAtOf, readTimes } from '../../schedules';
import { defineOperation } from '../defineOperation';
import { findSchedule, refuseMoved } from './findSchedule';
import { aboutSchedule } from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Leaves out the next due time of a schedule, which stands in the ledger with who did so. */
export const skipNext = defineOperation(CONTRACTS.skipNext, {
  audit: {
    records: 'every call',
    action: 'schedule.skip',
    about: ({ input: { scheduleId, request } }) =>
      aboutSchedule(scheduleId, request),
    outcome: ({ dueAt }) => `What is due at ${dueAt} is left out`,
  },
  async permit({ gate }, { caller }) {
    await gate.require(caller, scheduleUpdatePermission);
    requireNoAgent(caller);
  },
  async run(parts, { caller, input: { scheduleId, request } }) {
    const schedule = await findSchedule(parts, scheduleId);
    const { definition, cursorAt, nextAt, state } = schedule;
    const read = readTimes(definition);
    const dueAt =
      nextAt === undefined || 'problems' in read
        ? undefined
        : read.times.nextAfter(cursorAt);
    if (dueAt === undefined || 'problems' in read) {
      throw new ConflictError(
        `Nothing is due next by schedule ${scheduleId}: it is ${state}`,
      );
    }
    const who = titleOfInitiator(caller.initiator);
    const why = request.reason ? `: ${request.reason}` : '';
    const occurrence = {
      dueAt,
      outcome: 'skipped' as const,
      because: `${who} left it out${why}`,
      decidedAt: parts.clock.now(),
    };
    const added = await parts.scheduleStore.decide(schedule, {
      cursorAt: dueAt,
      nextAt: nextAtOf(definition, read.times, dueAt),
      occurrences: [occurrence],
    });
    if (!added) throw refuseMoved(scheduleId);
    return describeOccurrence({ scheduleId, ...occurrence });
  },
});
