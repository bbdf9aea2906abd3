import type {
  ServiceChange,
  ServiceHealth,
  ServiceHistory,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange } from '../services/health/listHealthChanges';

/** Something that happened to a service: it got another state, or somebody operated it. */
export type Change = { service: string; title: string; at: string } & (
  | { kind: 'health'; to: ServiceHealth['status']; reason?: string }
  | { kind: 'operation'; change: ServiceChange }
);

interface Known {
  services: ServiceState[];
  /** Seen since the page was opened. */
  heard: HealthChange[];
  /** Of before that. */
  histories: ServiceHistory[];
}

/** What happened last, the newest first. */
export function listChanges({ services, heard, histories }: Known): Change[] {
  const titles = new Map(services.map(({ name, title }) => [name, title]));
  const titleOf = (name: string) => titles.get(name) ?? name;
  const changes: Change[] = [
    ...heard.map(({ service, title, at, to, reason }): Change => ({
      kind: 'health',
      service,
      title,
      at,
      to,
      reason,
    })),
    ...histories.flatMap(({ service, entries }) =>
      entries
        .filter(({ kind }) => kind === 'change')
        .map(({ at, status, reason }): Change => ({
          kind: 'health',
          service,
          title: titleOf(service),
          at,
          to: status,
          reason,
        })),
    ),
    ...services.flatMap(({ name, title, lastChange }): Change[] =>
      lastChange
        ? [
            {
              kind: 'operation',
              service: name,
              title,
              at: lastChange.at,
              change: lastChange,
            },
          ]
        : [],
    ),
  ];
  return changes.sort((a, b) => b.at.localeCompare(a.at));
}

/** A history is written some time after it was seen; what is seen now is added where it is missing. */
export function withPresent(
  history: ServiceHistory,
  { status, reason }: Pick<ServiceHealth, 'status' | 'reason'>,
  at: string,
): ServiceHistory {
  const { entries } = history;
  return entries.at(-1)?.status === status
    ? history
    : {
        ...history,
        entries: [...entries, { kind: 'change', at, status, reason }],
      };
}
