import type { StatsQuery } from '@idp/backstage-plugin-idp-orchestrator-common';
import { readTextFields, writeTextFields } from '../listing/textFields';
import type { FilterAddress } from '../listing/useUrlFilter';

export const PERIODS = [7, 30, 90] as const;

const TEXT_FIELDS = ['flow', 'environment'] as const;
const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;

/** What is counted, as the address has it. */
export interface InsightsFilter {
  flow?: string;
  environment?: string;
  days: (typeof PERIODS)[number];
}

export const insightsFilterAddress: FilterAddress<InsightsFilter> = {
  read(query) {
    const days = Number(query.get('days'));
    return {
      days: PERIODS.find(one => one === days) ?? USUAL_DAYS,
      ...readTextFields(query, TEXT_FIELDS),
    };
  },
  write(filter) {
    const query = new URLSearchParams();
    writeTextFields(query, filter, TEXT_FIELDS);
    if (filter.days !== USUAL_DAYS) query.set('days', String(filter.days));
    return query;
  },
};

/** The same as the backend is asked; it counts whole days. */
export function toStatsQuery(filter: InsightsFilter, now: number): StatsQuery {
  const { flow, environment } = filter;
  const since = new Date(firstDay(filter, now)).toISOString();
  return { flow, environment, since };
}

/** The same of as long a time before. */
export function toStatsBeforeQuery(
  filter: InsightsFilter,
  now: number,
): StatsQuery {
  const { flow, environment, days } = filter;
  const until = firstDay(filter, now);
  const since = new Date(until - days * DAY_MS).toISOString();
  return { flow, environment, since, until: new Date(until).toISOString() };
}

function firstDay({ days }: InsightsFilter, now: number): number {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return today - (days - 1) * DAY_MS;
}
