import fc from 'fast-check';
import { iso, periodsOf, timesOf } from './__testUtils__/reading';
import type { Interval } from './Periods';
import { readPeriods } from './readPeriods';

const timezone = 'Europe/Berlin';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const written = (interval: Interval | undefined) =>
  interval && `${iso(interval.from)}/${iso(interval.to)}`;

function problemsOf(given: unknown) {
  const read = readPeriods(given);
  return 'problems' in read ? read.problems : [];
}

describe('What is wrong with the timing of periods', () => {
  it('is that it is neither a span nor a recurrence', () => {
    const problem = (got: string) => [
      { path: '', expected: 'either from and to, or cron and duration', got },
    ];
    const from = '2026-12-18T17:00';
    expect(problemsOf({ timezone })).toEqual(problem('none of them'));
    expect(problemsOf({ from, timezone })).toEqual(problem('from'));
    expect(problemsOf({ cron: '0 0 * * *', timezone })).toEqual(
      problem('cron'),
    );
    expect(problemsOf({ from, to: from, duration: '2h', timezone })).toEqual(
      problem('from and to and duration'),
    );
  });

  it('is an end that is not after the beginning', () => {
    const from = '2026-12-18T17:00';
    for (const to of [from, '2026-12-18T15:59:59Z', '2026-12-17T17:00']) {
      expect(problemsOf({ from, to, timezone })).toEqual([
        {
          path: 'to',
          expected: 'a time after 2026-12-18T17:00, where it begins',
          got: JSON.stringify(to),
        },
      ]);
    }
  });

  it('is each value that cannot be read', () => {
    const paths = (given: object) =>
      problemsOf({ timezone, ...given }).map(({ path }) => path);
    expect(paths({ from: 'now', to: 'then' })).toEqual(['from', 'to']);
    expect(paths({ cron: 'H 2 * * *', duration: '2', until: 'later' })).toEqual(
      ['duration', 'until', 'cron'],
    );
    expect(paths({ timezone: 'Berlin', cron: '0 0 * * *' })).toEqual([
      'timezone',
      '',
    ]);
    expect(
      paths({
        from: '2026-12-18T17:00',
        to: '2026-12-19T17:00',
        until: '2026-12-20',
      }),
    ).toEqual(['until']);
  });

  it('is a recurrence that never ends', () => {
    for (const [cron, duration] of [
      ['0 * * * *', '1h'],
      ['* * * * *', '1m'],
      ['0 0 * * *', '25h'],
    ]) {
      expect(problemsOf({ cron, duration, timezone })).toMatchObject([
        { path: 'duration', got: JSON.stringify(duration) },
      ]);
    }
    expect(
      problemsOf({ cron: '*/5 9-16 * * *', duration: '5m', timezone }),
    ).toEqual([]);
  });
});

describe('A span that stands once', () => {
  const span = periodsOf({
    from: '2026-12-18T17:00',
    to: '2027-01-04T06:00',
    timezone,
  });
  const text = '2026-12-18T16:00Z/2027-01-04T05:00Z';

  it('is on from its first instant, and off at its last', () => {
    expect(span.at(at('2026-12-18T15:59:59.999Z'))).toBeUndefined();
    expect(written(span.at(at('2026-12-18T16:00Z')))).toBe(text);
    expect(written(span.at(at('2027-01-04T04:59:59.999Z')))).toBe(text);
    expect(span.at(at('2027-01-04T05:00Z'))).toBeUndefined();
  });

  it('comes next only before it begins', () => {
    expect(written(span.nextAfter(at('2026-01-01T00:00Z')))).toBe(text);
    expect(span.nextAfter(at('2026-12-18T16:00Z'))).toBeUndefined();
    expect(span.nextAfter(at('2030-01-01T00:00Z'))).toBeUndefined();
  });

  it('is told to whoever asks for a part of it', () => {
    const year = at('2027-01-01T00:00Z');
    expect(span.between(year, year + 1, 9).map(written)).toEqual([text]);
    expect(span.between(0, at('2026-12-18T16:00Z'), 9)).toEqual([]);
    expect(span.between(at('2027-01-04T05:00Z'), Infinity, 9)).toEqual([]);
    expect(span.between(0, Infinity, 0)).toEqual([]);
  });

  it('lasts longer or shorter where the clocks are set, since both ends are local', () => {
    const hours = (from: string, to: string) => {
      const { from: begin, to: end } = periodsOf({
        from,
        to,
        timezone,
      }).nextAfter(0)!;
      return (end - begin) / HOUR;
    };
    expect(hours('2026-03-29T01:00', '2026-03-29T04:00')).toBe(2);
    expect(hours('2026-10-25T01:00', '2026-10-25T04:00')).toBe(4);
    expect(hours('2026-10-25T01:00+02:00', '2026-10-25T04:00+02:00')).toBe(3);
  });
});

describe('A span that recurs', () => {
  it('takes its time however the clocks are set', () => {
    const nights = periodsOf({ cron: '0 1 * * *', duration: '4h', timezone });
    expect(
      nights
        .between(at('2026-03-28T12:00Z'), at('2026-03-30T12:00Z'), 9)
        .map(written),
    ).toEqual([
      '2026-03-29T00:00Z/2026-03-29T04:00Z',
      '2026-03-29T23:00Z/2026-03-30T03:00Z',
    ]);
  });

  it('is one with those that it overlaps or touches', () => {
    const mornings = periodsOf({
      cron: '*/30 9-11 * * *',
      duration: '30m',
      timezone: 'UTC',
    });
    const text = '2026-11-28T09:00Z/2026-11-28T12:00Z';
    expect(written(mornings.at(at('2026-11-28T10:17Z')))).toBe(text);
    expect(written(mornings.nextAfter(at('2026-11-28T08:59Z')))).toBe(text);
    expect(written(mornings.nextAfter(at('2026-11-28T10:17Z')))).toBe(
      '2026-11-29T09:00Z/2026-11-29T12:00Z',
    );
  });

  it('begins no more after the last day, and goes on over it', () => {
    const nights = periodsOf({
      cron: '0 22 * * *',
      duration: '4h',
      timezone: 'UTC',
      until: '2026-11-28',
    });
    expect(written(nights.at(at('2026-11-29T01:00Z')))).toBe(
      '2026-11-28T22:00Z/2026-11-29T02:00Z',
    );
    expect(nights.nextAfter(at('2026-11-29T01:00Z'))).toBeUndefined();
    expect(nights.at(at('2026-11-29T23:00Z'))).toBeUndefined();
  });

  it('is the same whoever asked before, for any time', () => {
    const timing = { cron: '20 */5 * * 1-6', duration: '7h', timezone };
    const asked = periodsOf(timing);
    const from = at('2026-10-20T00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 * DAY }), later => {
        const now = from + later;
        const fresh = periodsOf(timing);
        expect(asked.at(now)).toEqual(fresh.at(now));
        expect(asked.nextAfter(now)).toEqual(fresh.nextAfter(now));
      }),
    );
  });

  it('covers what a look at each quarter of an hour finds', () => {
    const cron = fc.constantFrom(
      '0 2 * * *',
      '30 2 * * 0,6',
      '0 */6 * * *',
      '15 1-3 * * *',
      '0 0 1,15 * *',
    );
    const from = at('2026-10-22T00:00Z');
    fc.assert(
      fc.property(
        cron,
        fc.integer({ min: 1, max: 23 }),
        (pattern, quarters) => {
          const duration = quarters * 15 * 60_000;
          const periods = periodsOf({
            cron: pattern,
            duration: `${quarters * 15}m`,
            timezone,
          });
          const begins = timesOf({ cron: pattern, timezone }).between(
            from - DAY,
            from + 7 * DAY,
            1_000,
          );
          for (let now = from; now < from + 6 * DAY; now += 900_000) {
            const on = begins.some(
              each => each <= now && now < each + duration,
            );
            expect(periods.at(now) !== undefined).toBe(on);
          }
          const list = periods.between(from, from + 6 * DAY, 1_000);
          for (const { from: begin, to: end } of list) {
            // Each is whole: it neither begins nor ends within another.
            expect(begins).toContain(begin);
            expect(begins).toContain(end - duration);
            expect(begins).not.toContain(end);
          }
          list.slice(1).forEach((each, index) => {
            expect(each.from).toBeGreaterThan(list[index].to);
          });
        },
      ),
      { numRuns: 25 },
    );
  });
});
