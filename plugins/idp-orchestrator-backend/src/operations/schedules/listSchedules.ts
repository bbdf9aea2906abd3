import {
  CONTRACTS,
  scheduleReadPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeOccurrence, describeSchedule } from '../../schedules';
import { defineOperation } from '../defineOperation';

/** Lists what is started at its times, with whether it would be. */
export const listSchedules = defineOperation(CONTRACTS.listSchedules, {
  audit: { records: 'refusals', action: 'schedule.read' },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  async run({ scheduleStore }, { input: { flow, environment, state } }) {
    const [all, lasts] = await Promise.all([
      scheduleStore.list(),
      scheduleStore.listLast(),
    ]);
    const lastOf = new Map(
      lasts.map(last => [last.scheduleId, describeOccurrence(last)]),
    );
    const items = all
      .filter(
        ({ definition, state: now }) =>
          (flow === undefined || definition.flow === flow) &&
          (environment === undefined ||
            definition.environment === environment) &&
          (state === undefined || state === now),
      )
      .map(schedule => ({
        ...describeSchedule(schedule),
        last: lastOf.get(schedule.definition.id),
      }));
    return { items };
  },
});
