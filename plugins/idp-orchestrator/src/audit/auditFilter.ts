import type { ListAuditQuery } from '@idp/backstage-plugin-idp-orchestrator-common';

export const OUTCOMES = ['done', 'refused', 'failed'] as const;

const TEXT_FIELDS = [
  'act',
  'initiator',
  'environment',
  'subject',
  'since',
  'until',
  'cursor',
] as const;

/** Which entries are asked for, as the address has it; `since` and `until` are days. */
export interface AuditFilter extends Partial<
  Record<(typeof TEXT_FIELDS)[number], string>
> {
  outcome?: (typeof OUTCOMES)[number];
}

export function readAuditFilter(query: URLSearchParams): AuditFilter {
  const filter: AuditFilter = {
    outcome: OUTCOMES.find(outcome => outcome === query.get('outcome')),
  };
  for (const field of TEXT_FIELDS)
    filter[field] = query.get(field) || undefined;
  return filter;
}

export function writeAuditFilter(filter: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const field of ['outcome', ...TEXT_FIELDS] as const) {
    const value = filter[field];
    if (value) query.set(field, value);
  }
  return query;
}

/** The same as the backend is asked; the reader's days, the last one included. */
export function toListAuditQuery(
  filter: AuditFilter,
  limit: number,
): ListAuditQuery {
  const { since, until, ...rest } = filter;
  return {
    ...rest,
    since: startOfDay(since),
    until: startOfDay(until, 1),
    limit,
  };
}

/** Whether anything but the place in the list is asked for. */
export function isFiltered(filter: AuditFilter): boolean {
  return writeAuditFilter({ ...filter, cursor: undefined }).size > 0;
}

function startOfDay(day?: string, later = 0): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '');
  if (!parts) return undefined;
  const [, year, month, date] = parts.map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
