import { dueAround, iso, timesOf } from './__testUtils__/reading';

const berlin = { timezone: 'Europe/Berlin' };

describe('A time that the clocks pass over', () => {
  it('1.5.1: is due once, at the first instant after', () => {
    expect(dueAround({ cron: '30 2 * * *', ...berlin }, '2026-03-29')).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
  });

  it('is due once, however many times of a pattern are passed over', () => {
    const due = ['2026-03-29T01:00Z', '2026-03-30T00:00Z'];
    expect(
      dueAround({ cron: '*/15 2 * * *', ...berlin }, '2026-03-29').slice(0, 2),
    ).toEqual(due);
    expect(
      dueAround({ cron: ['0 2 * * *', '30 2 * * *'], ...berlin }, '2026-03-29'),
    ).toEqual([...due, '2026-03-30T00:30Z']);
  });

  it('is due once where the next hour is due by itself', () => {
    expect(dueAround({ cron: '0 2,3 * * *', ...berlin }, '2026-03-29')).toEqual(
      ['2026-03-29T01:00Z', '2026-03-30T00:00Z', '2026-03-30T01:00Z'],
    );
  });

  it('is due also where it is one of a list, a range or a step', () => {
    for (const cron of ['30 2,14 * * *', '30 1-2 * * *', '30 */2 * * *']) {
      expect(dueAround({ cron, ...berlin }, '2026-03-29')).toContain(
        '2026-03-29T01:00Z',
      );
    }
  });

  it('is not due where every hour is, since the next one comes an hour after the last', () => {
    for (const cron of ['30 * * * *', '30 */1 * * *', '30 0-23 * * *']) {
      expect(dueAround({ cron, ...berlin }, '2026-03-29').slice(5, 9)).toEqual([
        '2026-03-28T23:30Z',
        '2026-03-29T00:30Z',
        '2026-03-29T01:30Z',
        '2026-03-29T02:30Z',
      ]);
    }
  });

  it('counts for its own day, not for the day that it is due on', () => {
    // In Nuuk the last hour of that Saturday is passed over.
    const timing = { cron: '30 23 * * *', timezone: 'America/Nuuk' };
    expect(dueAround(timing, '2026-03-29')).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
    expect(
      dueAround({ ...timing, except: ['2026-03-28'] }, '2026-03-29'),
    ).toEqual(['2026-03-30T00:30Z']);
  });
});

describe('A time that comes twice', () => {
  it('1.5.2: is due the first time only, where its hour is a number', () => {
    for (const cron of ['30 2 * * *', '30 2,14 * * *', '*/30 2 * * *']) {
      const due = dueAround({ cron, ...berlin }, '2026-10-25');
      expect(due).toContain('2026-10-25T00:30Z');
      expect(due).not.toContain('2026-10-25T01:30Z');
    }
  });

  it('1.5.2: is due both times, where hours are any, a range or a step', () => {
    for (const cron of ['30 * * * *', '*/30 1-3 * * *', '30 */2 * * *']) {
      const due = dueAround({ cron, ...berlin }, '2026-10-25');
      expect(due).toContain('2026-10-25T00:30Z');
      expect(due).toContain('2026-10-25T01:30Z');
    }
  });

  it('is not due again for whoever asks between the two', () => {
    const times = timesOf({ cron: '30 2 * * *', ...berlin });
    const between = Date.parse('2026-10-25T01:10Z');
    expect(iso(times.nextAfter(between)!)).toBe('2026-10-26T01:30Z');
  });
});

describe('Zones that go their own way', () => {
  it('Antarctica/Troll sets its clocks by two hours', () => {
    const timing = { cron: '30 2 * * *', timezone: 'Antarctica/Troll' };
    expect(dueAround(timing, '2026-03-29')).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
    expect(dueAround(timing, '2026-10-25')).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T02:30Z',
    ]);
  });

  it('Australia/Lord_Howe sets its clocks by half an hour', () => {
    const timezone = 'Australia/Lord_Howe';
    const spring = { cron: '15 2 * * *', timezone };
    expect(dueAround(spring, '2026-10-03')).toEqual(['2026-10-03T15:30Z']);
    const autumn = { cron: '45 1 * * *', timezone };
    expect(dueAround(autumn, '2026-04-04')).toEqual(['2026-04-04T14:45Z']);
    expect(
      dueAround({ cron: '*/15 * * * *', timezone }, '2026-04-04'),
    ).toHaveLength(36 * 4);
  });

  it('America/Sao_Paulo sets its clocks no more, and passed over midnights before', () => {
    const timing = { cron: '0 0 * * *', timezone: 'America/Sao_Paulo' };
    expect(dueAround(timing, '2018-11-04')).toEqual([
      '2018-11-04T03:00Z',
      '2018-11-05T02:00Z',
    ]);
    expect(dueAround(timing, '2026-11-01')).toEqual([
      '2026-11-01T03:00Z',
      '2026-11-02T03:00Z',
    ]);
  });

  it('Africa/Casablanca sets its clocks back for Ramadan, and forward after', () => {
    const timing = { cron: '30 2 * * *', timezone: 'Africa/Casablanca' };
    expect(dueAround(timing, '2026-02-15')).toEqual([
      '2026-02-15T01:30Z',
      '2026-02-16T02:30Z',
    ]);
    expect(dueAround(timing, '2026-03-22')).toEqual([
      '2026-03-22T02:00Z',
      '2026-03-23T01:30Z',
    ]);
  });

  it('Asia/Kathmandu is ahead by a quarter of an hour more', () => {
    const timing = { cron: '0 6 * * *', timezone: 'Asia/Kathmandu' };
    expect(dueAround(timing, '2026-06-01')).toEqual([
      '2026-06-01T00:15Z',
      '2026-06-02T00:15Z',
    ]);
  });
});
