import type {
  ServiceHistory,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listChanges, withPresent } from './listChanges';

const history = (
  ...entries: Array<[at: string, kind: 'change' | 'sample', down: boolean]>
): ServiceHistory => ({
  service: 'grafana',
  environment: 'development',
  since: '2026-01-01T00:00:00.000Z',
  entries: entries.map(([at, kind, down]) => ({
    at,
    kind,
    status: down ? 'down' : 'healthy',
  })),
});

const lines = (histories: ServiceHistory[]) =>
  listChanges({ services: [], heard: [], histories }).map(change =>
    change.kind === 'health' ? `${change.at} ${change.to}` : change.kind,
  );

describe('What changed', () => {
  it('is told newest first, whoever saw it, and leaves samples out', () => {
    const services = [
      {
        name: 'grafana',
        title: 'Grafana',
        lastChange: { at: '2026-01-03', operation: 'restart' },
      },
    ] as unknown as ServiceState[];
    const told = listChanges({
      services,
      heard: [
        {
          service: 'grafana',
          title: 'Grafana',
          from: 'down',
          to: 'healthy',
          at: '2026-01-04',
        },
      ],
      histories: [
        history(
          ['2026-01-01', 'sample', false],
          ['2026-01-02', 'change', true],
        ),
      ],
    });
    expect(told.map(({ at, kind, title }) => [at, kind, title])).toEqual([
      ['2026-01-04', 'health', 'Grafana'],
      ['2026-01-03', 'operation', 'Grafana'],
      ['2026-01-02', 'health', 'Grafana'],
    ]);
  });

  it('includes what is seen now and was not written down yet', () => {
    const before = history(['2026-01-02', 'change', false]);
    const down = { status: 'down' as const };
    expect(lines([withPresent(before, down, '2026-01-05')])).toEqual([
      '2026-01-05 down',
      '2026-01-02 healthy',
    ]);
    const written = history(['2026-01-02', 'change', true]);
    expect(lines([withPresent(written, down, '2026-01-05')])).toEqual([
      '2026-01-02 down',
    ]);
  });
});
