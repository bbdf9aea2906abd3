import { mockServices } from '@backstage/backend-test-utils';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { ClockWatch } from './ClockWatch';

describe('the clock of the host', () => {
  it('is told of once each time that it is set, and not while it goes on', async () => {
    const clock = createFakeClock();
    const logger = mockServices.logger.mock();
    const watch = new ClockWatch({ clock, logger });
    const steps: number[] = [];
    watch.onSet(step => steps.push(step));
    watch.start();
    const pass = async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed++) {
        clock.advance(1_000);
        await new Promise(setImmediate);
      }
    };
    await pass(3);
    clock.step(-3_600_000);
    await pass(3);
    clock.step(200);
    await pass(3);
    clock.step(3_600_000);
    await pass(3);
    expect(logger.warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringMatching(/^The clock of this host was set back by 1 h\./),
      expect.stringMatching(
        /^The clock of this host was set forward by 1 h, or the host slept\./,
      ),
    ]);
    expect(steps).toEqual([-3_600_000, 3_600_000]);
    await watch.stop();
  });
});
