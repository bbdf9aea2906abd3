import {
  CONTRACTS,
  scheduleReadPermission,
  type ListedSchedule,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeOccurrence, describeSchedule } from '../../schedules';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';

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
  tool: defineTool({
    name: 'list-schedules',
    title: 'List schedules',
    description: 'What starts by itself, when next, and whether it will.',
    input: { flow: FIELDS.flow.optional() },
    effect: 'look',
    toInput: given => given,
    toAnswer: ({ items }) => ({ items: items.map(tellSchedule) }),
  }),
});

type Told = Pick<
  ListedSchedule,
  | 'id'
  | 'flow'
  | 'environment'
  | 'state'
  | 'stateReason'
  | 'willRun'
  | 'nextDueAt'
  | 'last'
>;

function tellSchedule(schedule: Told): object {
  const { id, flow, environment, state, stateReason, willRun } = schedule;
  const { nextDueAt, last } = schedule;
  const why = state === 'active' ? willRun.reason : stateReason;
  return {
    ...{ id, flow, environment, state },
    ...(why && { why }),
    ...(nextDueAt && { nextDueAt }),
    ...(last && { last: { dueAt: last.dueAt, outcome: last.outcome } }),
  };
}
