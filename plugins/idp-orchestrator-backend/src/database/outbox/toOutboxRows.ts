import { randomUUID } from 'node:crypto';
import type {
  AuditSeal,
  FeedEntry,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange, ScheduleNews } from '../../ports';

/**
 * Tells whether an event of a run goes into the outbox: those of the run
 * itself do; of what steps do, only that they want an approval.
 */
export function isOutboxEvent(event: RunEvent): boolean {
  if (event.type === 'step.waiting') return event.approval !== undefined;
  return event.type.startsWith('run.');
}

/** Makes the rows that are written in the commit of a run's events, so that no crash can lose them. */
export function toOutboxRows(runId: string, entries: FeedEntry[]) {
  return entries.flatMap(entry =>
    entry.kind === 'event' && isOutboxEvent(entry.event)
      ? [toOutboxRow(runId, entry.event.seq, Date.parse(entry.event.at))]
      : [],
  );
}

/** Makes the row of one event of a run. Its id has no dot, since it is part of what webhooks sign. */
export function toOutboxRow(runId: string, seq: number, at: number) {
  return { id: `run_${runId}_${seq}`, at, run_id: runId, seq };
}

/** Makes the row that is written in the commit of a service's change. */
export function toServiceChangeRow(change: HealthChange) {
  const id = `service_${randomUUID()}`;
  return { id, at: change.at, change: JSON.stringify(change) };
}

/** Makes the row that is written in the commit of what is told of a schedule. */
export function toScheduleNewsRow(news: ScheduleNews) {
  const id = `schedule_${randomUUID()}`;
  return { id, at: news.at, schedule: JSON.stringify(news) };
}

/**
 * Makes the row that is written in the commit of a seal. Its id is another one
 * for each seal, also for a second one of the same entry: nobody may take that
 * for a repeat.
 */
export function toSealRow(seal: AuditSeal) {
  const id = `seal_${randomUUID()}`;
  return { id, at: Date.parse(seal.at), seal: JSON.stringify(seal) };
}
