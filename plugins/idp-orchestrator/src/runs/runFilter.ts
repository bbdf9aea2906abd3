import type {
  ListRunsQuery,
  RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';

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
  'initiator',
  'text',
  'cursor',
] as const;

/** Which runs are asked for, as the address has it. */
export interface RunFilter extends Partial<
  Record<(typeof TEXT_FIELDS)[number], string>
> {
  statuses: RunStatus[];
}

export function readRunFilter(query: URLSearchParams): RunFilter {
  const asked = (query.get('status') ?? '').split(',');
  return {
    statuses: FILTER_STATUSES.filter(status => asked.includes(status)),
    ...Object.fromEntries(
      TEXT_FIELDS.flatMap(field => {
        const value = query.get(field);
        return value ? [[field, value]] : [];
      }),
    ),
  };
}

export function writeRunFilter(filter: RunFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.statuses.length > 0) {
    query.set('status', filter.statuses.join(','));
  }
  for (const field of TEXT_FIELDS) {
    const value = filter[field];
    if (value) query.set(field, value);
  }
  return query;
}

/** The same as the backend is asked. */
export function toListRunsQuery(
  filter: RunFilter,
  limit: number,
): ListRunsQuery {
  const { statuses, ...rest } = filter;
  return {
    ...rest,
    ...(statuses.length > 0 && { status: statuses.join(',') }),
    limit,
  };
}

/** Whether anything but the place in the list is asked for. */
export function isFiltered(filter: RunFilter): boolean {
  return writeRunFilter({ ...filter, cursor: undefined }).size > 0;
}
