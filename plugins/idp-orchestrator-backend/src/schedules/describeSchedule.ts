import type {
  Schedule,
  ScheduleDueTime,
  ScheduleOccurrence,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeTimes, sentenceOf, type DueTimes } from '../calendar';
import type { StoredOccurrence, StoredSchedule } from '../ports';
import { startOf } from './nextAtOf';
import { readTimes } from './readDefinition';

/** Shows a schedule as lists do. */
export function describeSchedule(schedule: StoredSchedule): Schedule {
  const { definition, revision, state, detail, outlook } = schedule;
  const { file, consent, createdBy, createdAt, updatedAt } = schedule;
  const next = nextDueOf(schedule);
  return {
    ...definition,
    source: file ? 'file' : 'portal',
    ...(file && { file: file.path }),
    ...(file?.missing && { fileMissing: file.missing.is }),
    revision,
    state,
    ...(detail.reason && { stateReason: detail.reason }),
    stateSince: toIso(detail.since),
    ...(detail.by && { stateBy: detail.by }),
    willRun: outlook,
    ...(consent && { consentedBy: consent.principal }),
    ...(next !== undefined && { nextDueAt: toIso(next) }),
    createdAt: toIso(createdAt),
    updatedAt: toIso(updatedAt),
    ...(createdBy && { createdBy }),
  };
}

/** Tells when it is due next. Only with jitter that has to be reckoned, which takes long for many. */
function nextDueOf({
  definition,
  cursorAt,
  nextAt,
}: StoredSchedule): number | undefined {
  if (nextAt === undefined || definition.jitter === undefined) return nextAt;
  const read = readTimes(definition);
  return 'times' in read ? read.times.nextAfter(cursorAt) : undefined;
}

/** Shows the next due times after a time (ms since 1970), and what may surprise. */
export function describeNext(
  definition: Pick<StoredSchedule['definition'], 'id' | 'jitter'>,
  times: DueTimes,
  { from, count }: { from: number; count: number },
): { nextTimes: ScheduleDueTime[]; notes: string[] } {
  const shown = describeTimes(times, { from, count });
  return {
    nextTimes: shown.times.map(({ notes, ...due }) => ({
      ...due,
      ...(definition.jitter && {
        startsAt: toIso(startOf(definition, Date.parse(due.at))),
      }),
      notes: notes.map(sentenceOf),
    })),
    notes: shown.notes.map(sentenceOf),
  };
}

/** Shows what became of a due time. */
export function describeOccurrence(one: StoredOccurrence): ScheduleOccurrence {
  const { dueAt, outcome, because, runId, decidedAt } = one;
  return {
    dueAt: toIso(dueAt),
    outcome,
    ...(because !== undefined && { because }),
    ...(runId !== undefined && { runId }),
    ...(decidedAt !== undefined && { decidedAt: toIso(decidedAt) }),
  };
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
