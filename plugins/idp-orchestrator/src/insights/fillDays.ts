import type { RunStats } from '@idp/backstage-plugin-idp-orchestrator-common';

type Day = RunStats['days'][number];

const DAY_MS = 86_400_000;

/** Every day (UTC) of the time, also those on which nothing ended. */
export function fillDays({
  since,
  until,
  days,
}: Pick<RunStats, 'since' | 'until' | 'days'>): Day[] {
  const told = new Map(days.map(day => [day.day, day]));
  const filled: Day[] = [];
  const first = Date.parse(`${since.slice(0, 10)}T00:00:00Z`);
  for (let at = first; at < Date.parse(until); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    filled.push(
      told.get(day) ?? { day, succeeded: 0, failed: 0, cancelled: 0 },
    );
  }
  return filled;
}
