import { createFakeClock } from '../__testUtils__/fakeClock';
import { RolloutLines } from './RolloutLines';

describe('The lines of a rollout', () => {
  it('are all written of a small one, and few of one that changes for a long time', () => {
    const clock = createFakeClock();
    const lines = new RolloutLines(clock);
    const count = (changes: number, everyMs: number) => {
      let written = 0;
      for (let change = 0; change < changes; change += 1) {
        if (lines.isDue()) written += 1;
        clock.advance(everyMs);
      }
      return written;
    };
    expect(count(10, 1)).toBe(10);
    // 5,000 changes in 15 minutes.
    expect(count(5_000, 180)).toBeLessThan(110);
  });
});
