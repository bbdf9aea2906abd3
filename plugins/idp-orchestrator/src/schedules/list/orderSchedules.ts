import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { shownStateOf, titleOf, type ShownSchedule } from '../shownState';

/** What needs somebody comes first, what is over last. */
const RANKS: Record<ShownSchedule, number> = {
  failing: 0,
  broken: 0,
  'needs-consent': 0,
  refused: 0,
  active: 1,
  paused: 2,
  ended: 3,
};

/** Schedules in the order in which they are of interest; of a kind by when they are due. */
export function orderSchedules(schedules: ListedSchedule[]): ListedSchedule[] {
  const rank = (one: ListedSchedule) => RANKS[shownStateOf(one)];
  const due = ({ nextDueAt }: ListedSchedule) => nextDueAt ?? '~';
  return [...schedules].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (due(a) < due(b) ? -1 : Number(due(a) > due(b))) ||
      titleOf(a).localeCompare(titleOf(b)),
  );
}
