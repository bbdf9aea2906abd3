import { createFakeClock } from '../__testUtils__/fakeClock';
import type { ServiceIntent } from '../ports';
import { createTestService } from './__testUtils__/services';
import { IntentReader } from './IntentReader';
import { judgeService } from './judgeService';

const pending: NonNullable<ServiceIntent['pending']> = {
  act: 'restarting',
  runId: 'r',
  runTitle: 'Restart',
  by: { kind: 'user', ref: 'user:default/guest' },
  since: '2026-11-23T00:00:00.000Z',
};

function setUp() {
  const clock = createFakeClock();
  let held = new Map<string, ServiceIntent>();
  let failure: Error | undefined;
  let reads = 0;
  const reader = new IntentReader({
    clock,
    intents: {
      async read() {
        reads += 1;
        if (failure) throw failure;
        return held;
      },
    },
  });
  const observe = () => ({
    ...judgeService(createTestService({ name: 'a' }), []),
    askedAt: clock.monotonic(),
  });
  return {
    clock,
    reader,
    observe,
    hold: (is: boolean) => {
      held = new Map(is ? [['a', { pending }]] : []);
    },
    fail: (error?: Error) => {
      failure = error;
    },
    reads: () => reads,
  };
}

describe('What is meant for services', () => {
  it('judges what was seen before a run let go as in its hands', async () => {
    const { reader, clock, observe, hold } = setUp();
    hold(true);
    await reader.read('development');
    const during = observe();
    hold(false);
    clock.advance(10);
    const intentOf = await reader.read('development');
    clock.advance(10);
    expect(intentOf(during)).toEqual({ pending });
    expect(intentOf(observe())).toEqual({});
  });

  it('is read once for all who ask meanwhile, after the read that is under way', async () => {
    const { reader, reads } = setUp();
    await Promise.all(
      Array.from({ length: 50 }, () => reader.read('development')),
    );
    expect(reads()).toBe(1);
    const first = reader.read('development');
    await Promise.resolve();
    await Promise.all([first, reader.read('development')]);
    expect(reads()).toBeLessThanOrEqual(3);
  });

  it('is what it was while the database is away, for which nobody waits twice', async () => {
    const { reader, clock, observe, hold, fail, reads } = setUp();
    hold(true);
    await reader.read('development');
    fail(new Error('away'));
    expect((await reader.read('development'))(observe())).toEqual({ pending });
    await reader.read('development');
    expect(reads()).toBe(2);
    fail();
    hold(false);
    clock.advance(5_000);
    const intentOf = await reader.read('development');
    clock.advance(1);
    expect(intentOf(observe())).toEqual({});
  });
});
