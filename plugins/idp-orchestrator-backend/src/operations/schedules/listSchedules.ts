import {
  CONTRACTS,
  scheduleReadPermission,
  type ListedSchedule,
  type ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScheduleStore, StoredSchedule } from '../../ports';
import {
  describeOccurrence,
  describeSchedule,
  eachSchedule,
} from '../../schedules';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';

/** So many are told to agents. */
const MOST_TOLD = 50;

/** Lists what is started at its times, with whether it would be. */
export const listSchedules = defineOperation(CONTRACTS.listSchedules, {
  audit: { records: 'refusals', action: 'schedule.read' },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  async run({ scheduleStore }, { input: { limit, cursor, ...filter } }) {
    const found = await findPage(scheduleStore, { filter, limit, cursor });
    const page = found.slice(0, limit);
    const ids = page.map(({ definition }) => definition.id);
    const lasts = await scheduleStore.listLast(ids);
    const lastOf = new Map(
      lasts.map(last => [last.scheduleId, describeOccurrence(last)]),
    );
    const items = page.map(schedule => ({
      ...describeSchedule(schedule),
      last: lastOf.get(schedule.definition.id),
    }));
    const nextCursor = found.length > limit ? ids.at(-1) : undefined;
    return { items, ...(nextCursor !== undefined && { nextCursor }) };
  },
  tool: defineTool({
    name: 'list-schedules',
    title: 'List schedules',
    description: 'What starts by itself, when next, and whether it will.',
    input: { flow: FIELDS.flow.optional() },
    effect: 'look',
    toInput: given => ({ ...given, limit: MOST_TOLD }),
    toAnswer: ({ items, nextCursor }) => ({
      items: items.map(toShortSchedule),
      ...(nextCursor && { more: 'There are more. Name a flow' }),
    }),
  }),
});

interface Wanted {
  filter: { flow?: string; environment?: string; state?: ScheduleState };
  limit: number;
  /** The id of the last one before. */
  cursor?: string;
}

/** Finds those of a page, and one more where there is a next one. */
async function findPage(
  store: Pick<ScheduleStore, 'list'>,
  { filter: { flow, environment, state }, limit, cursor }: Wanted,
): Promise<StoredSchedule[]> {
  const found: StoredSchedule[] = [];
  for await (const one of eachSchedule(store, cursor)) {
    const { definition } = one;
    const isWanted =
      (flow ?? definition.flow) === definition.flow &&
      (environment ?? definition.environment) === definition.environment &&
      (state ?? one.state) === one.state;
    if (isWanted) found.push(one);
    if (found.length > limit) break;
  }
  return found;
}

type Shortened = Pick<
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

function toShortSchedule(schedule: Shortened): object {
  const { id, flow, environment, state, stateReason, willRun } = schedule;
  const { nextDueAt, last } = schedule;
  const known = state === 'active' ? undefined : stateReason;
  const why = known ?? willRun.reason;
  return {
    ...{ id, flow, environment, state },
    ...(why && { why }),
    ...(nextDueAt && { nextDueAt }),
    ...(last && { last: { dueAt: last.dueAt, outcome: last.outcome } }),
  };
}
