import type {
  ServiceChange,
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange } from '../../services/health/listHealthChanges';

/** What a run did to one service. */
export interface ServicePart {
  service: string;
  title: string;
  change: ServiceChange;
}

/** Something that happened: a service got another state, or a run changed one or many. */
export type Change =
  | {
      kind: 'health';
      at: string;
      service: string;
      title: string;
      to: ServiceHealth['status'];
      reason?: string;
    }
  | { kind: 'operation'; at: string; runId: string; parts: ServicePart[] };

interface Known {
  services: ServiceState[];
  /** Seen since the page was opened. */
  heard: HealthChange[];
}

/** What happened last, the newest first; what one run did is one of them. */
export function listChanges({ services, heard }: Known): Change[] {
  const seen = new Set(heard.map(({ service }) => service));
  const before = services.flatMap(
    ({ name, title, health, lastChange }): Change[] =>
      // What is new is heard; what came before is known by its beginning.
      health.since && !seen.has(name) && !isExpected(health, lastChange)
        ? [
            {
              kind: 'health',
              at: health.since,
              service: name,
              title,
              to: health.status,
              reason: health.reason,
            },
          ]
        : [],
  );
  const now = heard.map(({ service, title, at, to, reason }): Change => ({
    kind: 'health',
    at,
    service,
    title,
    to,
    reason,
  }));
  return [...now, ...before, ...listOperations(services)].sort((a, b) =>
    b.at.localeCompare(a.at),
  );
}

/** So long (ms) after a run did something to a service, what became of it is what came of the run. */
const OUTCOME_MS = 10 * 60_000;

/** Somebody wanted it so, and the run that did it is told of. */
function isExpected(
  { status, since = '', wanted, pending }: ServiceHealth,
  change?: ServiceChange,
): boolean {
  if (pending || (wanted?.state === 'stopped' && status !== 'healthy')) {
    return true;
  }
  const later = change && Date.parse(since) - Date.parse(change.at);
  return (
    status === 'healthy' && later !== undefined && Math.abs(later) < OUTCOME_MS
  );
}

function listOperations(services: ServiceState[]): Change[] {
  const byRun = new Map<string, ServicePart[]>();
  for (const { name, title, lastChange } of services) {
    if (!lastChange) continue;
    const parts = byRun.get(lastChange.runId) ?? [];
    parts.push({ service: name, title, change: lastChange });
    byRun.set(lastChange.runId, parts);
  }
  return [...byRun].map(([runId, parts]) => ({
    kind: 'operation',
    runId,
    parts,
    at: parts.map(({ change }) => change.at).reduce(latest),
  }));
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}
