import { timesOf } from './__testUtils__/reading';
import { describeTimes, sentenceOf } from './describeTimes';

const timezone = 'Europe/Berlin';
const show = (cron: string, from: string, shownIn?: string) =>
  describeTimes(timesOf({ cron, timezone }), {
    from: Date.parse(from),
    count: 2,
    timezone: shownIn,
  });

describe('The next due times', () => {
  it('are shown by UTC and in the zone, with what its clocks are ahead then', () => {
    expect(show('30 12 * * *', '2026-10-24T00:00Z')).toEqual({
      times: [
        {
          at: '2026-10-24T10:30:00.000Z',
          local: '2026-10-24T12:30',
          offset: '+02:00',
          notes: [],
        },
        {
          at: '2026-10-25T11:30:00.000Z',
          local: '2026-10-25T12:30',
          offset: '+01:00',
          notes: [],
        },
      ],
      notes: [],
    });
  });

  it('are shown in the zone of whoever looks, with the notes of their own', () => {
    const { times } = show(
      '30 2 * * *',
      '2026-03-28T12:00Z',
      'America/St_Johns',
    );
    expect(times[0]).toEqual({
      at: '2026-03-29T01:00:00.000Z',
      local: '2026-03-28T22:30',
      offset: '-02:30',
      notes: [{ code: 'clocks-skip', local: '2026-03-29T02:30', timezone }],
    });
    expect(() => show('30 2 * * *', '2026-03-28T12:00Z', 'Mars')).toThrow(
      RangeError,
    );
  });

  it('are fewer where no more are left', () => {
    const times = timesOf({ at: ['2026-12-24T18:00'], timezone });
    expect(describeTimes(times, { from: 0, count: 5 }).times).toHaveLength(1);
  });

  it('say when a time comes twice, and whether it is due twice', () => {
    const note = { code: 'clocks-repeat', local: '2026-10-25T02:30', timezone };
    const fixed = show('30 2 * * *', '2026-10-24T12:00Z').times;
    expect(fixed[0].notes).toEqual([{ ...note, pass: 1, both: false }]);
    expect(fixed[1].notes).toEqual([]);
    const through = show('30 1-2 * * *', '2026-10-25T00:00Z').times;
    expect(through.map(({ notes }) => notes)).toEqual([
      [{ ...note, pass: 1, both: true }],
      [{ ...note, pass: 2, both: true }],
    ]);
  });

  it('1.5.5: say that a day of the month or a weekday is enough', () => {
    expect(show('0 9 13 * 5', '2026-10-24T12:00Z').notes).toEqual([
      { code: 'either-day' },
    ]);
  });

  it('have their notes in English as well', () => {
    const said = [
      ...show('30 2 * * *', '2026-03-28T12:00Z').times[0].notes,
      ...show('30 2 * * *', '2026-10-24T12:00Z').times[0].notes,
      ...show('30 1-2 * * *', '2026-10-25T01:00Z').times[0].notes,
      ...show('0 9 13 * 5', '2026-10-24T12:00Z').notes,
    ].map(sentenceOf);
    expect(said).toEqual([
      'The clocks change: 02:30 does not exist that day in Europe/Berlin, so it is due at the first instant after.',
      'The clocks change: 02:30 comes twice that day in Europe/Berlin; this is the first, and the other is not due.',
      'The clocks change: 02:30 comes twice that day in Europe/Berlin; this is the second, and both are due.',
      'A day of the month and a weekday are both asked for: either is enough.',
    ]);
  });
});
