import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { systemClock } from '../waiting/systemClock';
import { RunDispatcher } from './RunDispatcher';

/** A process with two runs under way, and how often it has told others. */
function startProcess() {
  const told: string[] = [];
  const ends = new Map<string, () => void>();
  const dispatcher = new RunDispatcher({
    concurrency: 2,
    clock: systemClock,
    logger: mockServices.logger.mock(),
    session: {
      connected: true,
      notify: channel => void told.push(channel),
      listen: () => () => {},
      findAbsent: async () => [],
    },
    store: {
      listHolders: async () => [],
      releaseAll: async () => 0,
      listInterrupted: async () => [],
      listClaimable: async () => [],
    },
  });
  dispatcher.start(
    runId => new Promise(resolve => ends.set(runId, () => resolve())),
  );
  return { dispatcher, told, end: (runId: string) => ends.get(runId)?.() };
}

describe('A dispatcher that drains', () => {
  it('tells others of each run that it gives back, while others still are under way', async () => {
    const { dispatcher, told, end } = startProcess();
    const untilTold = async (times: number) => {
      while (told.length < times) await sleep(5);
      expect(told).toHaveLength(times);
    };
    await dispatcher.enqueue('short');
    await dispatcher.enqueue('long');
    const drained = dispatcher.drain(60_000);
    // What comes within moments is told together.
    const before = 1;
    await untilTold(before);
    end('short');
    await untilTold(before + 1);
    end('long');
    expect(await drained).toEqual([]);
    await dispatcher.stop();
    expect(told).toHaveLength(before + 2);
  });
});
