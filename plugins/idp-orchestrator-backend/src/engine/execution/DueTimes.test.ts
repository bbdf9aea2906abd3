import { createFakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { DueTimes } from './DueTimes';

const HOUR = 3_600_000;

it('keeps what it knows of the runs that were looked at last, and of no more', () => {
  const clock = createFakeClock();
  const due = new DueTimes(clock);
  const flow = flowOf([{ id: 'a', uses: 'wait', with: { for: '1m' } }]);
  const { run } = newRunOf(flow, {}, clock.now());
  const until = new Date(clock.now() + 60_000).toISOString();
  const steps = run.steps.map(step => ({
    ...step,
    status: 'waiting' as const,
    waitingFor: {
      kind: 'timer' as const,
      text: 'a minute',
      since: run.createdAt,
      until,
    },
  }));
  const look = (id: string) =>
    due.adjust(flow, { ...run, id, steps, lastSeq: 1 });
  look('first');
  look('second');
  for (let n = 0; n < 9_998; n += 1) look(`run-${n}`);
  look('first');
  look('one more');
  clock.advance(60_000);
  clock.step(-HOUR);
  const told = due.takeDue();
  expect(told).toHaveLength(10_000);
  expect(told).toContain('first');
  expect(told).toContain('one more');
  expect(told).not.toContain('second');
});
