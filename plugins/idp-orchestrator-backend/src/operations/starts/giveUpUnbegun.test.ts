import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createDatabaseRunStore } from '../../database';
import { RunNotifier } from '../../engine';
import type { RunStore } from '../../ports';
import { giveUpUnbegun } from './giveUpUnbegun';

jest.setTimeout(60_000);

const FLOW = flowOf([{ id: 'one' }, { id: 'two' }]);
const WHY = 'It could not begin in time';

describe.each(testDatabaseKinds())(
  'Giving up what has not begun, on $name',
  database => {
    const clock = createFakeClock();
    let store: RunStore;

    beforeAll(async () => {
      await database.start();
      store = createDatabaseRunStore(await database.create(), clock);
    });
    afterAll(() => database.stop());

    const make = async (facts: RunFact[] = [], more: object = {}) => {
      const { run } = await store.create(newRunOf(FLOW, more, clock.now()));
      await store.appendUnclaimed(run.id, () => facts);
      return run.id;
    };
    const giveUp = (runId: string) =>
      giveUpUnbegun({ store, clock, notifier: new RunNotifier() }, runId, WHY);
    const started: RunFact = { type: 'run.started', worker: 'one' };

    it('ends one that waits for its lock, and does not say whose run has it', async () => {
      const holder = await make([], { lock: 'the-lock' });
      await store.claim(holder, { worker: 'one', until: clock.now() + 60_000 });
      const waiting = await make([], { lock: 'the-lock' });
      const told = await giveUp(waiting);
      expect(told).toBe(
        `${WHY}, and waited for its lock, which another run held`,
      );
      expect(await giveUp(waiting)).toBe(told);
      expect(await store.get(waiting)).toMatchObject({
        status: 'cancelled',
        error: { message: told },
        steps: [{ status: 'skipped' }, { status: 'skipped' }],
      });
    });

    it('ends one that a window holds before anything of it was done', async () => {
      const since = new Date(clock.now()).toISOString();
      const waitingFor = { kind: 'window', text: 'the freeze', since } as const;
      const held: RunFact = { type: 'step.held', stepId: 'one', waitingFor };
      const told = `${WHY}, and waited for the freeze`;
      expect(await giveUp(await make([started, held]))).toBe(told);
    });

    it('lets one go on that has begun, was cancelled, or is no more', async () => {
      const begun = { stepId: 'one', attempt: 1 } as const;
      const running = await make([started, { type: 'step.started', ...begun }]);
      expect(await giveUp(running)).toBeUndefined();
      expect(await store.get(running)).toMatchObject({ status: 'running' });
      const by = { kind: 'user', ref: 'user:default/anna' } as const;
      const cancelled = await make([
        { type: 'run.cancelRequested', by, reason: 'Enough' },
        { type: 'run.finished', status: 'cancelled' },
      ]);
      expect(await giveUp(cancelled)).toBeUndefined();
      // What a step of it started was cancelled.
      const ended = await make([
        started,
        { type: 'step.started', ...begun },
        { type: 'step.finished', ...begun, status: 'cancelled' },
        { type: 'run.finished', status: 'cancelled', error: { message: 'No' } },
      ]);
      expect(await giveUp(ended)).toBeUndefined();
      expect(await giveUp('none')).toBeUndefined();
    });
  },
);
