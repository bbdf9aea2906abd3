import { mockServices } from '@backstage/backend-test-utils';
import { setImmediate as turn } from 'node:timers/promises';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { RunPoller } from './RunPoller';
import { WorkSlots } from './WorkSlots';

/** A poller whose clock stands still after its first look, with runs that can be claimed. */
async function startPoller({ concurrency }: { concurrency: number }) {
  const logger = mockServices.logger.mock();
  const clock = createFakeClock();
  const slots = new WorkSlots({ concurrency, clock, logger });
  const claimable: string[] = [];
  const limits: Array<number | undefined> = [];
  const open = new Map<string, () => void>();
  const poller = new RunPoller({
    slots,
    logger,
    clock,
    store: {
      listHolders: async () => [],
      releaseAll: async () => 0,
      listInterrupted: async () => [],
      async listClaimable(_, limit) {
        limits.push(limit);
        return claimable.slice(0, limit);
      },
    },
  });
  slots.start(runId => {
    claimable.splice(claimable.indexOf(runId), 1);
    return new Promise(resolve => open.set(runId, resolve));
  });
  poller.start();
  await settle();
  limits.length = 0;
  return {
    poller,
    claimable,
    limits,
    working: () => [...open.keys()],
    async end(runId: string) {
      open.get(runId)?.();
      open.delete(runId);
      await settle();
    },
    async stop() {
      const stopping = slots.stop();
      [...open.values()].forEach(end => end());
      await stopping;
      await poller.stop();
    },
  };
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await turn();
}

describe('The poller of runs', () => {
  it('takes as many runs as there are free slots when it is woken', async () => {
    const { poller, claimable, limits, working, stop } = await startPoller({
      concurrency: 2,
    });
    claimable.push('a', 'b', 'c');
    poller.wake();
    await settle();
    expect(working()).toEqual(['a', 'b']);
    expect(limits).toEqual([2]);
    await stop();
  });

  it('asks again as soon as a slot is free, as long as there may be more', async () => {
    const { poller, claimable, limits, working, end, stop } = await startPoller(
      { concurrency: 1 },
    );
    claimable.push('a', 'b');
    poller.wake();
    await settle();
    await end('a');
    expect(working()).toEqual(['b']);
    await end('b');
    expect(working()).toEqual([]);
    const asked = limits.length;
    // There was nothing more, so the end of a run is no reason to ask.
    claimable.push('c');
    await settle();
    expect(limits).toHaveLength(asked);
    await stop();
  });

  it('remembers a wake that came while no slot was free', async () => {
    const { poller, claimable, working, end, stop } = await startPoller({
      concurrency: 1,
    });
    claimable.push('a');
    poller.wake();
    await settle();
    claimable.push('b');
    poller.wake();
    await settle();
    expect(working()).toEqual(['a']);
    await end('a');
    expect(working()).toEqual(['b']);
    await stop();
  });
});
