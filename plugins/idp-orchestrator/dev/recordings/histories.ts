import type {
  ServiceHistory,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';

type Entry = ServiceHistory['entries'][number];

const HOUR_MS = 3_600_000;
const DAYS = 30;

/**
 * The last days of a service, a sample each hour and each change. Which of
 * them went badly follows from its place in the list, so it is always the same.
 */
export function recordHistory(
  service: ServiceState,
  place: number,
  now: number,
): Entry[] {
  const entries: Entry[] = [];
  const at = (ms: number) => new Date(now - ms).toISOString();
  for (let hours = DAYS * 24; hours >= 1; hours--) {
    // One night nobody looked.
    if (hours > 60 && hours < 68) continue;
    const bad = (hours + 17 * place) % 61 === 0;
    entries.push({
      kind: bad ? 'change' : 'sample',
      at: at(hours * HOUR_MS),
      status: bad ? 'down' : 'healthy',
      score: bad ? 0 : 100,
      reason: bad ? 'connection refused' : undefined,
    });
    if (bad) {
      entries.push({
        kind: 'change',
        at: at((hours - 0.4) * HOUR_MS),
        status: 'healthy',
        score: 100,
      });
    }
  }
  const { status, score, reason } = service.health;
  if (status !== 'healthy') {
    entries.push({
      kind: 'change',
      at: at(25 * 60_000),
      status,
      score,
      reason,
    });
  }
  return entries;
}
