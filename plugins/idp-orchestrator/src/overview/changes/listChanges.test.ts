import type {
  ServiceChange,
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listChanges } from './listChanges';

const by = { kind: 'user', ref: 'user:default/guest' } as const;

const service = (
  name: string,
  health: Partial<ServiceHealth>,
  change?: Partial<ServiceChange>,
) =>
  ({
    name,
    title: name.toLocaleUpperCase(),
    health: { status: 'healthy', ...health },
    lastChange: change && { by, status: 'succeeded', ...change },
  }) as ServiceState;

const lines = (
  services: ServiceState[],
  heard: Parameters<typeof listChanges>[0]['heard'] = [],
) =>
  listChanges({ services, heard }).map(change =>
    change.kind === 'operation'
      ? `${change.at} ${change.runId}: ${change.parts.map(({ title }) => title).join(' ')}`
      : `${change.at} ${change.title} ${change.to}`,
  );

describe('What changed', () => {
  it('is told newest first, what one run did to many as one', () => {
    const bootstrap = (at: string) => ({ runId: 'bootstrap', at });
    expect(
      lines([
        service('a', {}, bootstrap('2026-01-01')),
        service('b', {}, bootstrap('2026-01-03')),
        service('c', { status: 'down', since: '2026-01-04' }),
        service('d', {}, { runId: 'restart', at: '2026-01-02' }),
      ]),
    ).toEqual([
      '2026-01-04 C down',
      '2026-01-03 bootstrap: A B',
      '2026-01-02 restart: D',
    ]);
  });

  it('is told once when it is heard while one looks', () => {
    const heard = {
      service: 'a',
      title: 'A',
      from: 'healthy',
      to: 'down',
      at: '2026-01-05',
    } as const;
    const down = service('a', { status: 'down', since: '2026-01-05' });
    expect(lines([down], [heard])).toEqual(['2026-01-05 A down']);
  });

  it('leaves out the outage that somebody wanted', () => {
    const wanted = { state: 'stopped' } as ServiceHealth['wanted'];
    const pending = { runId: 'r' } as ServiceHealth['pending'];
    const since = '2026-01-05';
    expect(
      lines([
        service('a', { status: 'down', since, wanted }),
        service('b', { status: 'down', since, pending }),
      ]),
    ).toEqual([]);
  });
});
