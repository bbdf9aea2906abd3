import {
  titleOfInitiator,
  type Schedule,
  type ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../translation';

/** The state of a schedule as people see it: one that is active may be known to be refused. */
export type ShownSchedule = ScheduleState | 'refused';

type Stateful = Pick<
  Schedule,
  'state' | 'willRun' | 'stateReason' | 'stateBy' | 'title' | 'id'
>;

export function shownStateOf({
  state,
  willRun,
}: Pick<Schedule, 'state' | 'willRun'>): ShownSchedule {
  return state === 'active' && willRun.result !== 'ok' ? 'refused' : state;
}

const NEEDS_SOMEBODY: readonly ShownSchedule[] = [
  'failing',
  'broken',
  'needs-consent',
  'refused',
];

/** Whether it starts nothing until somebody does something, who may not know. */
export function needsSomebody(
  schedule: Pick<Schedule, 'state' | 'willRun'>,
): boolean {
  return NEEDS_SOMEBODY.includes(shownStateOf(schedule));
}

/** Why it does not start what is due, and who wanted that, if anything is known. */
export function describeWhy(
  schedule: Stateful,
  t: Translate,
): string | undefined {
  const { stateBy, willRun } = schedule;
  const reason = schedule.stateReason ?? willRun.reason;
  if (schedule.state === 'active') return willRun.reason;
  if (!stateBy) return reason;
  const who = titleOfInitiator(stateBy);
  return reason
    ? t('schedules.says', { who, reason })
    : t('schedules.by', { who });
}

/** What it is called. */
export function titleOf({ title, id }: Pick<Schedule, 'title' | 'id'>): string {
  return title ?? id;
}
