import { mockServices } from '@backstage/backend-test-utils';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { LeaseKeeper } from './LeaseKeeper';

describe('A lease keeper', () => {
  it('renews once more when it is asked to while it renews', async () => {
    const renewals: Array<PromiseWithResolvers<[]>> = [];
    const clock = createFakeClock();
    const keeper = new LeaseKeeper({
      store: {
        renewLeases() {
          const renewal = Promise.withResolvers<[]>();
          renewals.push(renewal);
          return renewal.promise;
        },
      },
      clock,
      worker: 'worker',
      logger: mockServices.logger.mock(),
    });
    const run = { lastSeq: 0, refresh: async () => {}, lost: () => {} };
    keeper.hold('run', run, keeper.createLease());
    keeper.start();
    const settle = () => new Promise(setImmediate);

    keeper.renewNow();
    await settle();
    expect(renewals).toHaveLength(1);
    // It shows that the worker lives, and the one under way may have been too early.
    keeper.renewNow();
    renewals[0].resolve([]);
    await settle();
    expect(renewals).toHaveLength(2);

    renewals[1].resolve([]);
    await keeper.stop();
  });
});
