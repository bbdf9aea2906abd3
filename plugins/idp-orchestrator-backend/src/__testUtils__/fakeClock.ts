import type { Clock } from '../ports';
import { monotonicAt } from '../waiting/monotonicTime';

/** Time that passes only when a test says so; sleepers wake when it has come that far. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
  /** Sets the clock of the wall forward (or back, when negative), as an administrator does; no time passes. */
  step(ms: number): void;
}

export function createFakeClock(start = Date.UTC(2026, 10, 23)): FakeClock {
  let passed = 0;
  let wall = start;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => wall + passed,
    monotonic: () => monotonicAt(passed),
    sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted) return Promise.resolve();
      return new Promise(resolve => {
        const sleeper = {
          until: passed + ms,
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
      });
    },
    advance(ms) {
      passed += ms;
      [...sleepers]
        .filter(({ until }) => until <= passed)
        .forEach(({ wake }) => wake());
    },
    step(ms) {
      wall += ms;
    },
  };
}
