import { formatRelative } from './formatRelative';

const MINUTE = 60_000;

describe('formatRelative', () => {
  it.each([
    [0, 'now'],
    [30_000, '30 seconds ago'],
    [90 * MINUTE, '1 hour ago'],
    [26 * 60 * MINUTE, 'yesterday'],
    [70 * 24 * 60 * MINUTE, '2 months ago'],
    [800 * 24 * 60 * MINUTE, '2 years ago'],
  ])('says %d ms ago as %s', (ago, text) => {
    expect(formatRelative(1e13 - ago, 1e13, 'en')).toBe(text);
  });

  it('never speaks of the future, however the clocks differ', () => {
    expect(formatRelative(1e13 + 5_000, 1e13, 'en')).toBe('now');
  });
});
