import { iso, periodsOf } from './__testUtils__/reading';
import { joinOpenings } from './openings';
import type { Periods } from './Periods';

const timezone = 'UTC';
const at = (text: string) => Date.parse(text);
const recurring = (cron: string, duration: string, until?: string) =>
  periodsOf({ cron, duration, timezone, until });
const span = (from: string, to: string) => periodsOf({ from, to, timezone });
const opening = (
  given: { freezes?: Periods[]; maintenance?: Periods[] },
  now: string,
) => {
  const { freezes = [], maintenance = [] } = given;
  const found = joinOpenings({ freezes, maintenance }).nextOpening(at(now));
  return found === undefined ? undefined : iso(found);
};

describe('Without windows', () => {
  it('all is open, and stays so', () => {
    const openings = joinOpenings({ freezes: [], maintenance: [] });
    expect(openings.stateAt(5)).toEqual({ open: true, closedBy: [] });
    expect(openings.nextOpening(5)).toBe(5);
  });
});

describe('Freezes', () => {
  const freezes = [
    span('2026-12-18T17:00', '2026-12-28T06:00'),
    span('2026-12-24T00:00', '2027-01-04T06:00'),
  ];
  const { stateAt } = joinOpenings({ freezes, maintenance: [] });

  it('leave it open up to the first of them', () => {
    expect(stateAt(at('2026-12-01T00:00Z'))).toEqual({
      open: true,
      until: at('2026-12-18T17:00Z'),
      closedBy: [],
    });
  });

  it('close it while any of them is on, and are named', () => {
    expect(stateAt(at('2026-12-20T00:00Z'))).toEqual({
      open: false,
      until: at('2026-12-28T06:00Z'),
      closedBy: [{ kind: 'freeze', index: 0 }],
    });
    expect(stateAt(at('2026-12-25T00:00Z'))).toEqual({
      open: false,
      until: at('2027-01-04T06:00Z'),
      closedBy: [
        { kind: 'freeze', index: 0 },
        { kind: 'freeze', index: 1 },
      ],
    });
  });

  it('1.5.20: that overlap are open after the last of them', () => {
    expect(opening({ freezes }, '2026-12-20T00:00Z')).toBe('2027-01-04T06:00Z');
    expect(opening({ freezes }, '2026-12-01T00:00Z')).toBe('2026-12-01T00:00Z');
  });

  it('that come to an end in more than 400 days are open after it', () => {
    const long = [span('2026-01-01T00:00', '2029-01-01T00:00')];
    expect(opening({ freezes: long }, '2026-12-01T00:00Z')).toBe(
      '2029-01-01T00:00Z',
    );
  });
});

describe('Maintenance windows', () => {
  const nights = recurring('0 22 * * *', '4h');
  const weekends = recurring('0 0 * * 6', '48h');

  it('1.5.20: leave it open only while all of them are on', () => {
    const maintenance = [nights, weekends];
    const { stateAt } = joinOpenings({ freezes: [], maintenance });
    // A Friday.
    expect(stateAt(at('2026-11-27T23:00Z'))).toEqual({
      open: false,
      until: at('2026-11-28T00:00Z'),
      closedBy: [{ kind: 'maintenance', index: 1 }],
    });
    expect(stateAt(at('2026-11-28T01:00Z'))).toEqual({
      open: true,
      until: at('2026-11-28T02:00Z'),
      closedBy: [],
    });
    expect(opening({ maintenance }, '2026-11-25T00:00Z')).toBe(
      '2026-11-28T00:00Z',
    );
  });

  it('of which one is over never open any more', () => {
    const over = recurring('0 22 * * *', '4h', '2026-11-01');
    const { stateAt } = joinOpenings({ freezes: [], maintenance: [over] });
    expect(stateAt(at('2026-11-27T23:00Z'))).toEqual({
      open: false,
      closedBy: [{ kind: 'maintenance', index: 0 }],
    });
    expect(
      opening({ maintenance: [nights, over] }, '2026-11-27T00:00Z'),
    ).toBeUndefined();
  });

  it('that never meet are never open', () => {
    const maintenance = [
      recurring('0 0 * * 1', '24h'),
      recurring('0 0 * * 2', '24h'),
    ];
    expect(opening({ maintenance }, '2026-11-27T00:00Z')).toBeUndefined();
    // So many in 400 days that the search ends before.
    const short = [
      recurring('0 * * * *', '10m'),
      recurring('30 * * * *', '10m'),
    ];
    expect(
      opening({ maintenance: short }, '2026-11-27T00:00Z'),
    ).toBeUndefined();
  });

  it('are searched through up to 400 days ahead, and once beyond', () => {
    const maintenance = [recurring('0 9 1 1 *', '1h')];
    expect(opening({ maintenance }, '2026-01-01T10:00Z')).toBe(
      '2027-01-01T09:00Z',
    );
    const leap = [recurring('0 9 29 2 *', '1h')];
    expect(opening({ maintenance: leap }, '2026-11-27T00:00Z')).toBe(
      '2028-02-29T09:00Z',
    );
    const years = [recurring('0 9 1 1 *', '1h'), recurring('0 9 2 1 *', '1h')];
    expect(
      opening({ maintenance: years }, '2026-11-27T00:00Z'),
    ).toBeUndefined();
    expect(opening({ maintenance: leap }, '2027-12-27T00:00Z')).toBe(
      '2028-02-29T09:00Z',
    );
  });
});

describe('Freezes and maintenance windows together', () => {
  const given = {
    freezes: [
      span('2026-12-18T17:00', '2027-01-04T06:00'),
      recurring('0 15 * * 5', '60h'),
    ],
    maintenance: [recurring('0 22 * * *', '4h'), recurring('0 23 * * *', '5h')],
  };

  it('are what a look at each quarter of an hour says', () => {
    const { stateAt, nextOpening } = joinOpenings(given);
    const from = at('2026-12-14T00:00Z');
    const to = at('2027-01-11T00:00Z');
    const isOpen = (now: number) =>
      given.freezes.every(each => !each.at(now)) &&
      given.maintenance.every(each => each.at(now));
    const quarters: number[] = [];
    for (let now = from; now < to; now += 900_000) quarters.push(now);
    const wrong = quarters.filter((now, index) => {
      const { open, until = Infinity } = stateAt(now);
      const rest = quarters.slice(index);
      const change = rest.find(each => isOpen(each) !== open) ?? to;
      const opens = rest.find(isOpen) ?? nextOpening(now);
      // What is open is so up to `until`, what is closed at least up to it.
      const told = Math.min(until, to);
      const untilIsRight = open ? told === change : told <= change;
      return (
        open !== isOpen(now) || !untilIsRight || nextOpening(now) !== opens
      );
    });
    expect(wrong.map(iso)).toEqual([]);
    expect(quarters.some(isOpen)).toBe(true);
    expect(quarters.every(isOpen)).toBe(false);
  });

  it('are the same when the clock is set back', () => {
    const openings = joinOpenings(given);
    const early = at('2026-12-14T12:00Z');
    const before = [openings.stateAt(early), openings.nextOpening(early)];
    openings.stateAt(at('2027-02-01T00:00Z'));
    openings.nextOpening(at('2027-02-01T00:00Z'));
    expect([openings.stateAt(early), openings.nextOpening(early)]).toEqual(
      before,
    );
  });
});
