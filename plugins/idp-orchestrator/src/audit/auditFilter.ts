import type { ListAuditQuery } from '@idp/backstage-plugin-idp-orchestrator-common';
import { startOfDay } from '../listing/startOfDay';
import { readTextFields, writeTextFields } from '../listing/textFields';
import type { FilterAddress } from '../listing/useUrlFilter';

export const OUTCOMES = ['done', 'refused', 'failed', 'unknown'] as const;

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

export const auditFilterAddress: FilterAddress<AuditFilter> = {
  read: query => ({
    outcome: OUTCOMES.find(outcome => outcome === query.get('outcome')),
    ...readTextFields(query, TEXT_FIELDS),
  }),
  write(filter) {
    const query = new URLSearchParams();
    writeTextFields(query, filter, ['outcome', ...TEXT_FIELDS]);
    return query;
  },
};

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
export function isFiltered({ cursor: _, ...rest }: AuditFilter): boolean {
  return Object.values(rest).some(Boolean);
}
