import type { Attempt, RunStep } from '../RunStep';
import { workTimeOf, workTimeOfAttempt } from './workTime';

const at = (seconds: number) => new Date(seconds * 1_000).toISOString();

const attempt = (
  from: number,
  to: number | undefined,
  more: Partial<Attempt> = {},
): Attempt => ({
  number: 1,
  status: to === undefined ? 'running' : 'succeeded',
  startedAt: at(from),
  ...(to !== undefined && { finishedAt: at(to) }),
  ...more,
});

const step = (id: string, history: Attempt[], parent?: string) =>
  ({ id, history, parent }) as RunStep;

describe('The time of work', () => {
  it('of an attempt is without what it waited, and goes on until now', () => {
    expect(workTimeOfAttempt(attempt(0, 10), 99_000)).toBe(10_000);
    expect(workTimeOfAttempt(attempt(0, 10, { waitedMs: 9_000 }), 0)).toBe(
      1_000,
    );
    expect(workTimeOfAttempt(attempt(1, undefined), 4_000)).toBe(3_000);
    const waiting = attempt(0, undefined, { status: 'waiting' });
    expect(workTimeOfAttempt(waiting, 9_000)).toBe(0);
  });

  it('of a run counts steps beside each other once, and nothing between them', () => {
    const steps = [
      step('a', [attempt(0, 10)]),
      step('b', [attempt(5, 12)]),
      step('c', [attempt(100, 101), attempt(200, 203)]),
    ];
    expect(workTimeOf(steps, 0)).toBe(16_000);
  });

  it('of a step with items is that of the items', () => {
    const steps = [
      step('all', [attempt(0, 100)]),
      step('all.0', [attempt(0, 2)], 'all'),
      step('all.1', [attempt(90, 91)], 'all'),
    ];
    expect(workTimeOf(steps, 0)).toBe(3_000);
  });

  it('of a run that never began is none', () => {
    expect(workTimeOf([step('a', [])], 5_000)).toBe(0);
  });
});
