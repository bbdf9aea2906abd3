import type { CalendarItem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { addDays, mondayOf, toDays } from './weekDays';

// In whatever zone the tests run.
const at = (day: number, hour = 0) => new Date(2026, 10, day, hour).getTime();
const item = (scheduleId: string, time: number): CalendarItem => ({
  scheduleId,
  title: scheduleId,
  flow: 'clean',
  environment: 'development',
  dueAt: new Date(time).toISOString(),
  result: 'ok',
});

describe('The days of a week', () => {
  it('begin on Monday, in the reader’s zone', () => {
    expect(mondayOf(at(23))).toBe(at(23));
    expect(mondayOf(at(28, 13))).toBe(at(23));
    expect(mondayOf(at(29, 23))).toBe(at(23));
    expect(addDays(at(30), 7)).toBe(new Date(2026, 11, 7).getTime());
  });

  it('have what is due on them, by schedule, and the windows that reach into them', () => {
    const freeze = {
      id: 'freeze',
      title: 'Freeze',
      kind: 'freeze' as const,
      environments: [],
      from: new Date(at(24, 12)).toISOString(),
      to: new Date(at(26)).toISOString(),
    };
    const hours = [0, 6, 12, 18].map(hour => item('often', at(23, hour)));
    const days = toDays(at(23), {
      items: [...hours, item('once', at(23, 7)), item('once', at(30) - 1)],
      windows: [freeze],
    });
    expect(days).toHaveLength(7);
    expect(days[0].entries).toMatchObject([
      { scheduleId: 'often', isMany: true },
      { scheduleId: 'once', isMany: false },
    ]);
    expect(days[6].entries[0].items).toHaveLength(1);
    expect(days.map(({ windows }) => windows.length)).toEqual([
      0, 1, 1, 0, 0, 0, 0,
    ]);
  });
});
