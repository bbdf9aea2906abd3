import { scheduleOf } from '../__testUtils__/schedules';
import type { StoredOccurrence } from '../ports';
import { leaveOutPending } from './leaveOutPending';

const HOUR = 60 * 60 * 1_000;

describe('What has come when a schedule is changed', () => {
  it('is left out by the time of the database, and what lies ahead of that is not', async () => {
    const rows: StoredOccurrence[] = [];
    const scheduleStore = {
      readState: async () => ({ now: 2.5 * HOUR }),
      addOccurrence: async (row: StoredOccurrence) => rows.push(row) > 0,
    };
    await leaveOutPending({ scheduleStore }, scheduleOf(), 'It was changed');
    expect(rows.map(({ dueAt }) => dueAt)).toEqual([HOUR, 2 * HOUR]);
    expect(rows[0]).toMatchObject({
      outcome: 'skipped',
      because: 'It was changed',
      decidedAt: 2.5 * HOUR,
    });
  });
});
