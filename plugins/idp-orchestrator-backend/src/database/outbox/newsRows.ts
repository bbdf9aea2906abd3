import { randomUUID } from 'node:crypto';
import type {
  FeedEntry,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange } from '../../ports';

/** A row as the migration defines it. */
export interface NewsRow {
  id: string;
  at: number | string;
  run_id: string | null;
  seq: number | null;
  change: string | null;
}

/** What steps do is of interest in the run only; that they want an approval is not. */
export function isTold(event: RunEvent): boolean {
  if (event.type === 'step.waiting') return event.approval !== undefined;
  return event.type.startsWith('run.');
}

/** What is written with a run's events, so that no crash can lose it. */
export function toNewsRows(runId: string, entries: FeedEntry[]) {
  return entries.flatMap(entry =>
    entry.kind === 'event' && isTold(entry.event)
      ? [toNewsRow(runId, entry.event.seq, Date.parse(entry.event.at))]
      : [],
  );
}

/** Without a dot, since the id is part of what webhooks sign. */
export function toNewsRow(runId: string, seq: number, at: number) {
  return { id: `run_${runId}_${seq}`, at, run_id: runId, seq };
}

/** What is written with a change of a service. */
export function toChangeRow(change: HealthChange) {
  const id = `service_${randomUUID()}`;
  return { id, at: change.at, change: JSON.stringify(change) };
}
