import { recordFreeze, recordMaintenance } from '../../../dev/recordings';
import { listNotes, type Change } from './listNotes';

const NOW = Date.parse('2026-12-20T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const span = (from: number, to: number) => ({
  from: new Date(NOW + from * HOUR_MS).toISOString(),
  to: new Date(NOW + to * HOUR_MS).toISOString(),
});
const freeze = recordFreeze(NOW);
const maintenance = recordMaintenance(NOW);
const kindsOf = (windows: (typeof freeze)[], change: Change) =>
  listNotes(windows, change, NOW).map(({ kind }) => kind);

const inProduction = { environment: 'production' };

describe('What windows say to who is about to change something', () => {
  it('is for their environments, and for all where they name none', () => {
    expect(kindsOf([freeze], inProduction)).toEqual(['frozen']);
    expect(kindsOf([freeze], { environment: 'staging' })).toEqual([]);
    expect(kindsOf([freeze], {})).toEqual([]);
    const everywhere = { ...freeze, environments: [] };
    expect(kindsOf([everywhere], { environment: 'staging' })).toEqual([
      'frozen',
    ]);
    expect(kindsOf([everywhere], {})).toEqual(['frozen']);
  });

  it('begins a day before a freeze, and a day before a maintenance window closes', () => {
    const soon = { ...freeze, current: undefined, next: span(23, 30) };
    const later = { ...freeze, current: undefined, next: span(25, 30) };
    expect(kindsOf([soon], inProduction)).toEqual(['coming']);
    expect(kindsOf([later], inProduction)).toEqual([]);
    const any = { ...maintenance, riskAtLeast: undefined };
    expect(kindsOf([{ ...any, current: span(-1, 1) }], inProduction)).toEqual([
      'open',
    ]);
    expect(kindsOf([{ ...any, current: span(-1, 90) }], inProduction)).toEqual(
      [],
    );
  });

  it('is of a risk: of a freeze also where it is not known yet', () => {
    const high = { ...freeze, riskAtLeast: 'high' as const };
    expect(kindsOf([high], inProduction)).toEqual(['frozen']);
    expect(kindsOf([high], { ...inProduction, risk: 'medium' })).toEqual([]);
    expect(kindsOf([high], { ...inProduction, risk: 'critical' })).toEqual([
      'frozen',
    ]);
    expect(kindsOf([maintenance], inProduction)).toEqual([]);
    expect(
      kindsOf([maintenance], { ...inProduction, risk: 'critical' }),
    ).toEqual(['closed']);
  });

  it('is of flows only where one of them is started', () => {
    const one = { ...freeze, flows: ['upgrade'] };
    expect(kindsOf([one], inProduction)).toEqual([]);
    expect(kindsOf([one], { ...inProduction, flow: 'other' })).toEqual([]);
    expect(kindsOf([one], { ...inProduction, flow: 'upgrade' })).toEqual([
      'frozen',
    ]);
  });

  it('begins with what keeps it from happening', () => {
    const soon = { ...freeze, current: undefined, next: span(2, 3) };
    const change = { ...inProduction, risk: 'critical' } as const;
    expect(kindsOf([soon, maintenance, freeze], change)).toEqual([
      'frozen',
      'closed',
      'coming',
    ]);
  });
});
