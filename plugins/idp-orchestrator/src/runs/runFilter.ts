import type {
  ListRunsQuery,
  RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { startOfDay } from '../listing/startOfDay';
import { readTextFields, writeTextFields } from '../listing/textFields';
import type { FilterAddress } from '../listing/useUrlFilter';

/** Every state of a run, in the order of the filter. */
export const FILTER_STATUSES: RunStatus[] = [
  'queued',
  'running',
  'waiting',
  'paused',
  'cancelling',
  'succeeded',
  'succeeded-with-warnings',
  'failed',
  'cancelled',
];

const TEXT_FIELDS = [
  'flow',
  'environment',
  'service',
  'initiator',
  'since',
  'until',
  'text',
  'cursor',
] as const;

/** How many runs can be compared. */
const COMPARED = 2;

/** Which runs are asked for, and which are chosen, as the address has it; `since` and `until` are days. */
export interface RunFilter extends Partial<
  Record<(typeof TEXT_FIELDS)[number], string>
> {
  statuses: RunStatus[];
  /** Only what failed and nobody has dealt with. */
  open?: boolean;
  /** Ids of the runs that are to be compared, in the order of the choice. */
  selected: string[];
}

export const runFilterAddress: FilterAddress<RunFilter> = {
  read(query) {
    const asked = listIn(query, 'status');
    return {
      statuses: FILTER_STATUSES.filter(status => asked.includes(status)),
      ...(query.get('open') === 'true' && { open: true }),
      selected: listIn(query, 'select').slice(0, COMPARED),
      ...readTextFields(query, TEXT_FIELDS),
    };
  },
  write(filter) {
    const query = new URLSearchParams();
    if (filter.statuses.length > 0) {
      query.set('status', filter.statuses.join(','));
    }
    if (filter.open) query.set('open', 'true');
    writeTextFields(query, filter, TEXT_FIELDS);
    if (filter.selected.length > 0) {
      query.set('select', filter.selected.join(','));
    }
    return query;
  },
};

/** The same as the backend is asked; the reader's days, the last one included. */
export function toListRunsQuery(
  filter: RunFilter,
  limit: number,
): ListRunsQuery {
  const { statuses, open, selected: _, since, until, ...rest } = filter;
  const [from, to] = [startOfDay(since), startOfDay(until, 1)];
  return {
    ...rest,
    ...(from && { since: from }),
    ...(to && { until: to }),
    ...(open && { open: true }),
    ...(statuses.length > 0 && { status: statuses.join(',') }),
    limit,
  };
}

/** Whether anything but the place in the list is asked for. */
export function isFiltered(filter: RunFilter): boolean {
  const { cursor: _, ...rest } = toListRunsQuery(filter, 1);
  return Object.keys(rest).length > 1;
}

/** What of the address says which runs are asked for: the place in the list and the choice are left out. */
export function viewOf(filter: RunFilter): string {
  return runFilterAddress
    .write(
      { ...filter, cursor: undefined, selected: [] },
      new URLSearchParams(),
    )
    .toString();
}

/** The choice with a run put in or taken out; of three the first one goes. */
export function toggleSelected(selected: string[], runId: string): string[] {
  return selected.includes(runId)
    ? selected.filter(id => id !== runId)
    : [...selected, runId].slice(-COMPARED);
}

function listIn(query: URLSearchParams, field: string): string[] {
  return (query.get(field) ?? '').split(',').filter(Boolean);
}
