import type {
  OccurrenceOutcome,
  ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScheduleNews, ScheduleStore, StoredSchedule } from '../ports';

type Decided = Parameters<ScheduleStore['decide']>[1];

/** What is told of a schedule, beside what it is. */
type Told = Pick<ScheduleNews, 'at' | 'owner' | 'reason' | 'happened'>;

/** Due times that nobody left out, and that are not started: somebody has to hear of them. */
const MISSED: OccurrenceOutcome[] = ['missed-down', 'missed-deadline'];

/** Makes what is told of a schedule. */
export function toNews(
  { definition, consent }: StoredSchedule,
  { owner, reason, ...told }: Told,
): ScheduleNews {
  const { id, title = id, flow, environment } = definition;
  return {
    ...{ id, title, flow, environment },
    ...(consent && { onBehalfOf: consent.principal }),
    ...(owner && { owner }),
    ...(reason && { reason }),
    ...told,
  };
}

/** Lists what has to be told of what was decided; `owner` is who looks after it. */
export function newsOfDecided(
  schedule: StoredSchedule,
  { state, detail, occurrences }: Omit<Decided, 'news'>,
  { at, owner }: Pick<Told, 'at' | 'owner'>,
): ScheduleNews[] {
  const told = (more: Pick<Told, 'reason' | 'happened'>) =>
    toNews(schedule, { at, owner, ...more });
  const missed = MISSED.flatMap(outcome => {
    const some = occurrences.filter(one => one.outcome === outcome);
    const [{ because: reason } = { because: undefined }] = some;
    const dueTimes = some.map(({ dueAt }) => dueAt);
    const happened = { kind: 'missed', dueTimes, outcome } as const;
    return some.length > 0 ? [told({ reason, happened })] : [];
  });
  if (!isWorthTelling(state)) return missed;
  const changed = { kind: 'changed', from: schedule.state, to: state } as const;
  return [...missed, told({ reason: detail?.reason, happened: changed })];
}

/** That nothing is due any more is as it was meant. */
function isWorthTelling(
  state: ScheduleState | undefined,
): state is ScheduleState {
  return state !== undefined && state !== 'ended';
}
