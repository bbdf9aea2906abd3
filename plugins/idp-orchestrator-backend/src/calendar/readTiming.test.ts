import { dueAround, iso, timesOf } from './__testUtils__/reading';
import { readTiming } from './readTiming';

const timezone = 'Europe/Berlin';

function problemsOf(given: unknown) {
  const read = readTiming(given);
  return 'problems' in read ? read.problems : [];
}

describe('What is wrong with a timing', () => {
  it.each([
    ['* * * *', 'five fields', '"* * * *"'],
    ['* * * * * *', 'five fields', '"* * * * * *"'],
    ['@daily', 'five fields', '"@daily"'],
    ['', 'five fields', '""'],
    [`${'1,'.repeat(300)}1 * * * *`, 'at most 500', expect.any(String)],
    ['H 2 * * *', 'minutes from 0 to 59', '"H"'],
    ['? 2 * * *', 'minutes from 0 to 59', '"?"'],
    ['60 2 * * *', 'minutes from 0 to 59', '"60"'],
    ['5/15 2 * * *', 'minutes from 0 to 59', '"5/15"'],
    ['0 22-2 * * *', 'hours from 0 to 23', '"22-2"'],
    ['0 24 * * *', 'hours from 0 to 23', '"24"'],
    ['0 2 0 * *', 'days of the month from 1 to 31', '"0"'],
    ['0 2 * 13 *', 'months from 1 to 12', '"13"'],
    ['0 2 * * FUN', 'weekdays from 0 to 7', '"FUN"'],
    ['0 2 * * +1', 'weekdays from 0 to 7', '"+1"'],
    ['30 2 30 2 *', 'never due', '"30 2 30 2 *"'],
    ['0 0 31 4,6,9,11 *', 'never due', '"0 0 31 4,6,9,11 *"'],
  ])('is said of the pattern %j by its field', (cron, expected, got) => {
    expect(problemsOf({ cron, timezone })).toEqual([
      { path: 'cron', expected: expect.stringContaining(expected), got },
    ]);
    expect(problemsOf({ cron: ['0 0 * * *', cron], timezone })).toEqual([
      { path: 'cron.1', expected: expect.stringContaining(expected), got },
    ]);
  });

  it('is a zone that is unknown, for which those that come near are named', () => {
    const of = (name: unknown) =>
      problemsOf({ every: '6h', timezone: name }).map(
        ({ path, expected, got }) => `${path}: ${expected}, not ${got}`,
      );
    expect(of('Europe/Belrin')).toEqual([
      'timezone: the name of a time zone, such as Europe/Berlin or UTC. Did you mean Europe/Berlin?, not "Europe/Belrin"',
    ]);
    expect(of('+02:00')).toHaveLength(1);
    expect(of('')).toHaveLength(1);
    expect(of(undefined)).toEqual([
      'timezone: the name of a time zone, such as Europe/Berlin, not nothing',
    ]);
  });

  it('is more than one kind, or none', () => {
    const problem = (got: string) => [
      { path: '', expected: 'exactly one of cron, every and at', got },
    ];
    expect(problemsOf({ timezone })).toEqual(problem('none of them'));
    expect(problemsOf({ cron: '0 0 * * *', every: '6h', timezone })).toEqual(
      problem('cron and every'),
    );
  });

  it('is a list without items, or with too many', () => {
    const cron = '0 0 * * *';
    expect(problemsOf({ cron: [], timezone })).toHaveLength(1);
    expect(problemsOf({ at: [], timezone })).toHaveLength(1);
    expect(problemsOf({ cron: Array(21).fill(cron), timezone })).toHaveLength(
      1,
    );
  });

  it('is an interval below a minute, or that is none', () => {
    for (const every of ['59s', '0m', '6', 'six hours', '400d', '-6h']) {
      expect(problemsOf({ every, timezone })).toEqual([
        {
          path: 'every',
          expected: 'a length of time from 1m to 366d, such as 90m, 6h or 1d',
          got: JSON.stringify(every),
        },
      ]);
    }
  });

  it('is each text that is no time or day, told at once', () => {
    const given = {
      at: ['2026-02-30T10:00', '2026-12-24', 'soon', '2026-12-24T25:00'],
      except: ['2026-13-01', '2026-12-24T10:00'],
      until: 'later',
      timezone,
    };
    expect(problemsOf(given).map(({ path }) => path)).toEqual([
      'at.0',
      'at.1',
      'at.2',
      'at.3',
      'except.0',
      'except.1',
      'until',
    ]);
  });

  it('is a beginning without an interval, and a field that is not known', () => {
    expect(
      problemsOf({ cron: '0 0 * * *', from: '2026-12-01T00:00', timezone }),
    ).toMatchObject([{ path: 'from' }]);
    expect(
      problemsOf({ cron: '0 0 * * *', tz: 'UTC', timezone }),
    ).toMatchObject([{ path: 'tz', expected: 'no property of this name' }]);
    expect(problemsOf('daily')).toMatchObject([{ expected: 'an object' }]);
  });

  it('is that nothing is left of it', () => {
    expect(
      problemsOf({
        at: ['2026-12-24T10:00'],
        except: ['2026-12-24'],
        timezone,
      }),
    ).toEqual([
      {
        path: '',
        expected: 'at least one due time',
        got: 'none, since except and until leave none',
      },
    ]);
  });
});

describe('What is due', () => {
  const first = (timing: object, after: string, count = 3) =>
    timesOf({ timezone, ...timing })
      .between(Date.parse(after), Date.parse('2100-01-01T00:00Z'), count)
      .map(iso);

  it('on 29 February comes in leap years', () => {
    expect(first({ cron: '0 9 29 2 *' }, '2026-11-28T00:00Z')).toEqual([
      '2028-02-29T08:00Z',
      '2032-02-29T08:00Z',
      '2036-02-29T08:00Z',
    ]);
  });

  it('on a day of the month and a weekday comes on either', () => {
    const times = timesOf({ cron: '0 9 13 * 5', timezone });
    expect(times.eitherDay).toBe(true);
    expect(first({ cron: '0 9 13 * 5' }, '2026-10-05T00:00Z')).toEqual([
      '2026-10-09T07:00Z',
      '2026-10-13T07:00Z',
      '2026-10-16T07:00Z',
    ]);
    expect(timesOf({ cron: '0 9 * * 5', timezone }).eitherDay).toBe(false);
  });

  it('by several patterns comes once where they meet', () => {
    expect(
      first({ cron: ['0 6,12 * * *', '0 12,18 * * *'] }, '2026-11-28T00:00Z'),
    ).toEqual(['2026-11-28T05:00Z', '2026-11-28T11:00Z', '2026-11-28T17:00Z']);
  });

  it('by an interval comes first when it begins, and does not care about clocks', () => {
    const timing = { every: '12h', from: '2026-10-24T12:00' };
    expect(first(timing, '2020-01-01T00:00Z')).toEqual([
      '2026-10-24T10:00Z',
      '2026-10-24T22:00Z',
      '2026-10-25T10:00Z',
    ]);
    expect(first({ every: '6h' }, '2026-11-28T00:00Z', 2)).toEqual([
      '2026-11-28T06:00Z',
      '2026-11-28T12:00Z',
    ]);
  });

  it('at listed times comes in their order, local ones in the zone', () => {
    const at = [
      '2026-12-24T18:00',
      '2026-03-29T02:30',
      '2026-12-24T18:00:00+05:30',
      '2026-10-25T02:30',
      '2026-12-24T17:00:00.000Z',
    ];
    expect(first({ at }, '2026-01-01T00:00Z', 9)).toEqual([
      '2026-03-29T01:00Z',
      '2026-10-25T00:30Z',
      '2026-12-24T12:30Z',
      '2026-12-24T17:00Z',
    ]);
  });

  it('is not due on excepted days of the zone', () => {
    expect(
      first(
        { cron: '30 0 * * *', except: ['2026-12-24', '2026-12-25'] },
        '2026-12-23T00:00Z',
      ),
    ).toEqual(['2026-12-25T23:30Z', '2026-12-26T23:30Z', '2026-12-27T23:30Z']);
    expect(
      dueAround(
        { every: '6h', timezone, except: ['2026-12-24'] },
        '2026-12-24',
      ),
    ).toEqual(['2026-12-25T00:00Z', '2026-12-25T06:00Z']);
  });

  it('passes a year of excepted days in few steps', () => {
    const days = Array.from({ length: 1_000 }, (_, day) =>
      new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    );
    expect(
      first({ cron: '* * * * *', except: days }, '2025-12-31T23:30Z', 1),
    ).toEqual(['2028-09-26T22:00Z']);
  });

  it('ends with the last day, as a whole, or the last instant', () => {
    const cron = '30 * * * *';
    const after = '2026-11-28T20:45Z';
    expect(first({ cron, until: '2026-11-28' }, after)).toEqual([
      '2026-11-28T21:30Z',
      '2026-11-28T22:30Z',
    ]);
    expect(first({ cron, until: '2026-11-28T22:30' }, after)).toEqual([
      '2026-11-28T21:30Z',
    ]);
    expect(
      timesOf({ cron, timezone, until: '2026-11-28' }).nextAfter(
        Date.parse('2026-11-28T22:30Z'),
      ),
    ).toBeUndefined();
  });

  it('is told within (from, to], up to the limit', () => {
    const times = timesOf({ every: '1h', timezone });
    const from = Date.parse('2026-11-28T01:00Z');
    const to = Date.parse('2026-11-28T04:00Z');
    expect(times.between(from, to, 9).map(iso)).toEqual([
      '2026-11-28T02:00Z',
      '2026-11-28T03:00Z',
      '2026-11-28T04:00Z',
    ]);
    expect(times.between(from, to, 2)).toHaveLength(2);
    expect(times.between(from, to, 0)).toEqual([]);
    expect(times.between(to, from, 9)).toEqual([]);
  });

  it('is nothing after the end of what is reckoned, nor before 1970', () => {
    const times = timesOf({ cron: '0 0 1 1 *', timezone: 'UTC' });
    expect(times.nextAfter(Number.MAX_VALUE)).toBeUndefined();
    expect(times.nextAfter(Infinity)).toBeUndefined();
    expect(times.nextAfter(NaN)).toBeUndefined();
    expect(times.nextAfter(-Infinity)).toBe(0);
  });
});
