import { jitterOf } from './jitterOf';

const MINUTE = 60_000;

describe('The jitter of a due time', () => {
  it('is the same in every process and version', () => {
    expect(jitterOf('nightly', 1_800_000_000_000, 10 * MINUTE)).toBe(101_305);
  });

  it('spreads what is due at once evenly, below the most', () => {
    const tenths = Array(10).fill(0);
    for (let id = 0; id < 1_000; id++) {
      const jitter = jitterOf(`schedule-${id}`, 1_800_000_000_000, 10 * MINUTE);
      tenths[Math.floor(jitter / MINUTE)] += 1;
    }
    expect(tenths).toHaveLength(10);
    expect(Math.min(...tenths)).toBeGreaterThan(60);
  });

  it('differs from one due time of an id to the next', () => {
    const day = 86_400_000;
    const days = Array.from({ length: 30 }, (_, n) =>
      jitterOf('nightly', 1_800_000_000_000 + n * day, 10 * MINUTE),
    );
    expect(new Set(days).size).toBe(30);
  });

  it('is none where none is allowed', () => {
    expect(jitterOf('nightly', 1_800_000_000_000, 0)).toBe(0);
  });
});
