import * as fc from 'fast-check';
import { readPeriods } from '../calendar';
import type { WindowRule } from '../gate';
import type { ExpectedRun } from './ExpectedRun';
import { findCollisions } from './findCollisions';

const at = (time: string) => Date.parse(`2026-12-${time}Z`);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function runOf(
  scheduleId: string,
  time: string | number,
  more: Partial<ExpectedRun> = {},
): ExpectedRun {
  return {
    scheduleId,
    flow: 'clean-up',
    environment: 'production',
    overlap: 'skip',
    startAt: typeof time === 'string' ? at(time) : time,
    risk: 'medium',
    changes: true,
    ...more,
  };
}

function windowOf(
  timing: Parameters<typeof readPeriods>[0],
  more: Partial<WindowRule> = {},
): WindowRule {
  const read = readPeriods(timing);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return {
    id: 'year-end',
    title: 'Year end',
    kind: 'freeze',
    scope: { environments: ['production'] },
    periods: read.periods,
    running: 'finish',
    starts: 'hold',
    ...more,
  };
}

const YEAR_END = {
  from: '2026-12-18T17:00',
  to: '2027-01-04T06:00',
  timezone: 'UTC',
};

const textsOf = (runs: ExpectedRun[], rules: WindowRule[] = []) =>
  findCollisions(runs, rules).map(({ text }) => text);

describe('Runs that want the same lock', () => {
  const lock = { key: 'deploy production', refuses: false };
  const nightly = runOf('nightly', '01T02:30', { lock, lengthMs: 30 * MINUTE });
  const weekly = runOf('weekly', '01T02:35', { lock, lengthMs: 40 * MINUTE });

  it('wait for each other, and it is told how long', () => {
    expect(findCollisions([nightly, weekly], [])).toEqual([
      {
        kind: 'lock',
        from: '2026-12-01T02:30:00.000Z',
        to: '2026-12-01T03:40:00.000Z',
        environment: 'production',
        schedules: ['nightly', 'weekly'],
        text: 'From 2026-12-01 02:30 UTC nightly and weekly want the lock "deploy production"; weekly will wait about 25 min',
      },
    ]);
  });

  it('are told once where one waits for another that waits', () => {
    const third = runOf('third', '01T02:50', { lock, lengthMs: MINUTE });
    const [one, ...more] = findCollisions([nightly, weekly, third], []);
    expect(more).toEqual([]);
    expect(one.text).toMatch(
      /weekly will wait about 25 min, third will wait about 50 min$/,
    );
    const fifth = [third, { ...third }, { ...third }].map((run, index) => ({
      ...run,
      scheduleId: `more-${index}`,
    }));
    const [many] = textsOf([nightly, weekly, ...fifth]);
    expect(many).toContain('nightly, weekly, more-0 and 2 more want the lock');
    expect(many).toMatch(/, and 1 more will wait or be refused$/);
  });

  it('are refused where their flow says so, and keep nobody waiting then', () => {
    const refused = { ...weekly, lock: { ...lock, refuses: true } };
    const after = runOf('after', '01T03:05', { lock, lengthMs: MINUTE });
    expect(textsOf([nightly, refused, after])).toEqual([
      'From 2026-12-01 02:30 UTC nightly and weekly want the lock "deploy production"; weekly will be refused',
    ]);
  });

  it('are in nobody’s way with another lock, later, or with none', () => {
    const other = {
      ...weekly,
      lock: { key: 'deploy staging', refuses: false },
    };
    const later = { ...weekly, startAt: at('01T03:00') };
    const without = { ...weekly, lock: undefined };
    for (const run of [other, later, without]) {
      expect(textsOf([nightly, run])).toEqual([]);
    }
  });

  it('of unknown lengths collide at the same moment, for nobody knows how long', () => {
    const unknown = { ...nightly, lengthMs: undefined };
    const same = { ...weekly, startAt: nightly.startAt };
    const [text] = textsOf([unknown, same]);
    expect(text).toMatch(/weekly will wait, nobody can say yet how long$/);
    expect(textsOf([unknown, weekly])).toEqual([]);
  });
});

describe('A schedule that is due again before its run is over', () => {
  const hourly = (overlap: ExpectedRun['overlap'], lengthMs = 90 * MINUTE) =>
    [0, 1, 2, 3, 4, 5].map(hour =>
      runOf('hourly', at('01T00:00') + hour * HOUR, { overlap, lengthMs }),
    );

  it('is told once, with what becomes of its due times', () => {
    expect(findCollisions(hourly('skip'), [])).toEqual([
      {
        kind: 'overrun',
        from: '2026-12-01T01:00:00.000Z',
        to: '2026-12-01T06:30:00.000Z',
        environment: 'production',
        schedules: ['hourly'],
        text: 'From 2026-12-01 01:00 UTC hourly is due again before its run is over, which takes about 90 min: of 6 due times 3 are left out',
      },
    ]);
    expect(textsOf(hourly('queue-one'))[0]).toMatch(
      /of 6 due times \d wait, or are left out$/,
    );
    expect(textsOf(hourly('allow'))[0]).toMatch(
      /of 6 due times 5 are started beside it$/,
    );
  });

  it('is none where its run is over just then', () => {
    expect(textsOf(hourly('skip', HOUR))).toEqual([]);
  });

  it('wants its lock only for the runs that are started', () => {
    const lock = { key: 'one', refuses: false };
    const kinds = (overlap: ExpectedRun['overlap']) =>
      findCollisions(
        hourly(overlap).map(run => ({ ...run, lock })),
        [],
      ).map(({ kind }) => kind);
    expect(kinds('skip')).toEqual(['overrun']);
    expect(kinds('allow')).toEqual(['lock', 'overrun']);
  });
});

describe('What windows are against', () => {
  const nightly = ['18T02:30', '19T02:30', '20T02:30'].map(time =>
    runOf('nightly', time),
  );

  it('waits until they are over, and is told once', () => {
    expect(findCollisions(nightly, [windowOf(YEAR_END)])).toEqual([
      {
        kind: 'window',
        from: '2026-12-19T02:30:00.000Z',
        to: '2027-01-04T06:00:00.000Z',
        environment: 'production',
        schedules: ['nightly'],
        text: 'From 2026-12-19 02:30 UTC nightly waits for the end of the freeze "Year end", until 2027-01-04 06:00 UTC; 1 due time after it is left out meanwhile',
      },
    ]);
  });

  it('is refused where they say so', () => {
    const refusing = windowOf(YEAR_END, { starts: 'refuse' });
    expect(textsOf(nightly, [refusing])).toEqual([
      'At 2026-12-19 02:30 UTC nightly is not started, nor the 1 due time after it, since it would wait for the end of the freeze "Year end", until 2027-01-04 06:00 UTC',
    ]);
  });

  it('waits for the next maintenance window', () => {
    const sundays = windowOf(
      { cron: '0 4 * * 0', duration: '2h', timezone: 'UTC' },
      { kind: 'maintenance', title: 'Sundays' },
    );
    expect(textsOf([nightly[1]], [sundays])).toEqual([
      'From 2026-12-19 02:30 UTC nightly waits for the maintenance window "Sundays", until 2026-12-20 04:00 UTC',
    ]);
    expect(textsOf([runOf('weekly', '20T04:30')], [sundays])).toEqual([]);
  });

  it('is not what changes nothing, or what they are not about', () => {
    const rules = [windowOf(YEAR_END)];
    const looking = { ...nightly[1], changes: false };
    const elsewhere = { ...nightly[1], environment: 'staging' };
    expect(textsOf([looking, elsewhere], rules)).toEqual([]);
    const critical = windowOf(YEAR_END, {
      scope: { environments: [], riskAtLeast: 'critical' },
    });
    expect(textsOf(nightly, [critical])).toEqual([]);
  });

  it('wants its lock when they are over', () => {
    const lock = { key: 'one', refuses: false };
    const more = { lock, lengthMs: HOUR };
    const held = [runOf('a', '19T02:30', more), runOf('b', '20T02:30', more)];
    const found = findCollisions(held, [windowOf(YEAR_END)]);
    expect(found.map(({ kind }) => kind)).toEqual(['window', 'window', 'lock']);
    expect(found[2]).toMatchObject({
      from: '2027-01-04T06:00:00.000Z',
      schedules: ['a', 'b'],
    });
  });
});

it('says the same of locks as whoever waits in line', () => {
  const anyRun = fc.record({
    schedule: fc.integer({ min: 0, max: 30 }),
    lock: fc.integer({ min: 0, max: 2 }),
    minute: fc.integer({ min: 0, max: 600 }),
    length: fc.integer({ min: 1, max: 90 }),
  });
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 40 }), given => {
      const runs = given
        .map(({ schedule, lock, minute, length }) =>
          runOf(`s-${schedule}`, at('01T00:00') + minute * MINUTE, {
            overlap: 'allow',
            lengthMs: length * MINUTE,
            lock: { key: `${lock}`, refuses: false },
          }),
        )
        .sort((a, b) => a.startAt - b.startAt);
      const waiting = new Set<string>();
      const freeAt = new Map<string, number>();
      for (const { lock, startAt, lengthMs = 0 } of runs) {
        const begin = Math.max(startAt, freeAt.get(lock!.key) ?? 0);
        if (begin > startAt) waiting.add(`${lock!.key} ${startAt}`);
        freeAt.set(lock!.key, begin + lengthMs);
      }
      const told = findCollisions(runs, []).filter(
        ({ kind }) => kind === 'lock',
      );
      // Each that waits is in one of those that are told, and none is told without.
      for (const { from, to, text } of told) {
        const inside = [...waiting].filter(one => {
          const [key, start] = one.split(' ');
          return (
            text.includes(`"${key}"`) &&
            Number(start) >= Date.parse(from) &&
            Number(start) < Date.parse(to)
          );
        });
        expect(inside.length).toBeGreaterThan(0);
        inside.forEach(one => waiting.delete(one));
      }
      expect([...waiting]).toEqual([]);
    }),
  );
});
