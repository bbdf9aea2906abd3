import type { StatsQuery } from '@idp/backstage-plugin-idp-orchestrator-common';

export const PERIODS = [7, 30, 90] as const;

const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;

/** What is counted, as the address has it. */
export interface InsightsFilter {
  flow?: string;
  environment?: string;
  days: number;
}

export function readInsightsFilter(query: URLSearchParams): InsightsFilter {
  const days = Number(query.get('days'));
  return {
    flow: query.get('flow') || undefined,
    environment: query.get('environment') || undefined,
    days: PERIODS.find(one => one === days) ?? USUAL_DAYS,
  };
}

export function writeInsightsFilter(filter: InsightsFilter): URLSearchParams {
  const { flow, environment, days } = filter;
  return new URLSearchParams({
    ...(flow && { flow }),
    ...(environment && { environment }),
    ...(days !== USUAL_DAYS && { days: String(days) }),
  });
}

/** The same as the backend is asked; it counts whole days. */
export function toStatsQuery(filter: InsightsFilter, now: number): StatsQuery {
  const { flow, environment, days } = filter;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return {
    flow,
    environment,
    since: new Date(today - (days - 1) * DAY_MS).toISOString(),
  };
}
