import { DurationCounts } from './DurationCounts';

/** Nearest rank, of the durations themselves. */
function percentileOf(durations: number[], share: number): number {
  const sorted = [...durations].sort((one, other) => one - other);
  return sorted[Math.ceil(durations.length * share) - 1];
}

describe('Counts of durations', () => {
  it('have percentiles within two hundredths, whatever the durations', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (const most of [10, 1_000, 100_000, 4e9]) {
      const durations = Array.from({ length: 501 }, () =>
        Math.floor(random() * most),
      );
      const counts = new DurationCounts();
      durations.forEach(ms => counts.add(ms));
      for (const share of [0.01, 0.5, 0.9, 1]) {
        const real = percentileOf(durations, share);
        const told = counts.percentile(share) ?? NaN;
        expect(Math.abs(told - real)).toBeLessThanOrEqual(real / 50);
      }
    }
  });

  it('are the same however they are added up, stored or taken away', () => {
    const whole = new DurationCounts();
    const parts = [new DurationCounts(), new DurationCounts()];
    for (let ms = 0; ms < 2_000; ms += 7) {
      whole.add(ms);
      parts[ms % 2].add(ms);
    }
    const sum = new DurationCounts();
    sum.addTexts(parts.map(part => part.toText()).join());
    sum.add(5_000, -1);
    sum.add(5_000);
    expect(sum.toText()).toBe(whole.toText());
    expect(sum.total).toBe(whole.total);
    expect(new DurationCounts().percentile(0.5)).toBeUndefined();
  });

  it('are few, however many durations there are', () => {
    const counts = new DurationCounts();
    for (let ms = 60_000; ms < 120_000; ms += 1) counts.add(ms);
    expect((JSON.parse(counts.toText()) as unknown[]).length).toBeLessThan(130);
  });
});
