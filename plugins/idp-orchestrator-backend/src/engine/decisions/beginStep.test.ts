import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import type { StepGate, StepHold } from '../../ports';
import { DueTimes } from '../execution/DueTimes';
import { advance } from './advance';

const flow = flowOf([{ id: 'only' }]);
const gateOf = (hold: StepHold): StepGate => ({
  holdOf: () => hold,
  onChange: () => () => {},
});
const HOUR = 60 * 60 * 1_000;

describe('A step that a window holds', () => {
  const clock = createFakeClock();
  const due = new DueTimes(clock);
  const decide = (run: Run, hold: StepHold) =>
    advance(flow, run, {
      facts: [],
      now: clock.now(),
      adjust: state => due.adjust(flow, state),
      gate: gateOf(hold),
    });
  const created: Run = { ...newRunOf(flow).run, lastSeq: 1 };
  const heldBy = (hold: StepHold): Run => ({
    ...created,
    status: 'waiting',
    steps: created.steps.map(step => ({
      ...step,
      status: 'waiting',
      waitingFor: {
        kind: 'window',
        since: new Date(clock.now()).toISOString(),
        ...hold,
      },
    })),
  });

  it('is told once, also when the clock is set meanwhile', () => {
    const until = new Date(clock.now() + 5 * HOUR).toISOString();
    const hold = { text: 'the end', until, windows: ['w'] };
    expect(decide(created, hold).facts).toMatchObject([{ type: 'step.held' }]);
    const held = heldBy(hold);
    expect(decide(held, hold).facts).toEqual([]);
    clock.step(HOUR);
    expect(decide(held, hold)).toMatchObject({
      facts: [],
      wakeAt: Date.parse(until),
    });
  });

  it('is told once where no end of it is known, and looked at again', () => {
    const hold = { text: 'the window', windows: ['w'] };
    const held = heldBy(hold);
    clock.advance(HOUR);
    expect(decide(held, hold)).toMatchObject({
      facts: [],
      wakeAt: clock.now() + 24 * HOUR,
    });
  });
});
