import { mockServices } from '@backstage/backend-test-utils';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { WorkSlots } from './WorkSlots';

describe('Slots that are drained', () => {
  const startSlots = () => {
    const clock = createFakeClock();
    const logger = mockServices.logger.mock();
    const slots = new WorkSlots({ concurrency: 1, clock, logger });
    const begun: string[] = [];
    const end = Promise.withResolvers<void>();
    slots.start((runId, signal, draining) => {
      begun.push(runId);
      const over = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => over.resolve());
      void end.promise.then(over.resolve);
      expect(draining.aborted).toBe(false);
      return over.promise;
    });
    slots.add('first');
    slots.add('second');
    return { slots, clock, begun, end };
  };

  it('let the run go on that has one, and begin none that waits', async () => {
    const { slots, begun, end } = startSlots();
    const drained = slots.drain(60_000);
    slots.takeOver('third');
    end.resolve();
    expect(await drained).toEqual([]);
    expect(begun).toEqual(['first']);
  });

  it('tell when a run has given its slot back, though others have waited for it', async () => {
    const { slots, end } = startSlots();
    let freed = 0;
    slots.onFreed(() => {
      freed += 1;
    });
    const drained = slots.drain(60_000);
    // Somebody announces it once more while it is worked on.
    slots.add('first');
    expect(freed).toBe(0);
    end.resolve();
    await drained;
    expect(freed).toBe(1);
  });

  it('tell which run still has one after the time', async () => {
    const { slots, clock, begun } = startSlots();
    const drained = slots.drain(60_000);
    clock.advance(60_000);
    expect(await drained).toEqual(['first']);
    expect(await slots.stop()).toEqual(['first']);
    expect(begun).toEqual(['first']);
  });
});
