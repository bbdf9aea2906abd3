import { isEnd, QUICK_ENDS, toField, toRequest } from './freezeValues';

const DAY_MS = 24 * 60 * 60 * 1_000;
// In whatever zone the tests run.
const at = (...parts: [number, number, number, number, number]) =>
  new Date(...parts).getTime();
const now = at(2026, 11, 31, 22, 30);

describe('What a freeze is filled in with', () => {
  it('are times in the reader’s zone, never before what was meant', () => {
    expect(toField(now)).toBe('2026-12-31T22:30');
    expect(toField(now + 1)).toBe('2026-12-31T22:31');
    expect(toField(QUICK_ENDS.hour(now))).toBe('2026-12-31T23:30');
    expect(toField(QUICK_ENDS.hours(now))).toBe('2027-01-01T02:30');
    expect(toField(QUICK_ENDS.morning(now))).toBe('2027-01-01T06:00');
  });

  it('ends in the future, and not for ever', () => {
    expect(isEnd('2026-12-31T22:30', now)).toBe(false);
    expect(isEnd('2026-12-31T22:31', now)).toBe(true);
    expect(isEnd(toField(now + 400 * DAY_MS), now)).toBe(true);
    expect(isEnd(toField(now + 401 * DAY_MS), now)).toBe(false);
    expect(isEnd('', now)).toBe(false);
  });

  it('names a risk only where it is not for every one', () => {
    const values = {
      environments: ['production'],
      until: '2026-12-31T23:30',
      running: 'hold',
      risk: 'low',
    } as const;
    const filled = { ...values, environments: ['production'] };
    expect(toRequest(filled, 'why')).toEqual({
      kind: 'freeze',
      environments: ['production'],
      to: new Date(2026, 11, 31, 23, 30).toISOString(),
      running: 'hold',
      reason: 'why',
    });
    expect(toRequest({ ...filled, risk: 'high' }, 'why')).toMatchObject({
      riskAtLeast: 'high',
    });
  });
});
