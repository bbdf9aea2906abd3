import { mockServices } from '@backstage/backend-test-utils';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { createOutbox } from '../database';
import type { DeliveryResult } from '../ports';
import { OutboxRelay } from './OutboxRelay';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const failed: DeliveryResult = { result: 'failed', error: 'away' };

describe.each(testDatabaseKinds())('Deliveries on $name', kind => {
  beforeAll(() => kind.start());
  afterAll(() => kind.stop());

  it.each([
    ['back', -HOUR],
    ['forward', HOUR],
  ])(
    'that failed are tried again, and come once, when the clock was set %s by an hour',
    async (_, stepMs) => {
      const clock = createFakeClock();
      const outbox = createOutbox(await kind.create());
      const results: DeliveryResult[] = [failed, { result: 'delivered' }];
      const deliver = jest.fn(async () => results.shift() ?? failed);
      const relay = new OutboxRelay({
        outbox,
        receivers: [
          {
            id: 'webhook:a',
            parallel: 1,
            keeps: true,
            write: () => undefined,
            deliver,
          },
        ],
        clock,
        logger: mockServices.logger.mock(),
      });
      await outbox.createDeliveries(
        [],
        [
          {
            id: 'event_webhook:a',
            eventId: 'event',
            receiver: 'webhook:a',
            type: 'run.finished',
            body: '{}',
            at: clock.now(),
          },
        ],
      );
      const pass = async (until: () => boolean, atMostMs: number) => {
        for (let passed = 0; passed < atMostMs && !until(); passed += 1_000) {
          clock.advance(1_000);
          await new Promise(resolve => setTimeout(resolve, 20));
        }
      };
      relay.start();
      await pass(() => deliver.mock.calls.length === 1, 10_000);
      clock.step(stepMs);
      relay.clockWasSet(stepMs);
      await pass(() => deliver.mock.calls.length === 2, 30_000);
      expect(deliver).toHaveBeenCalledTimes(2);
      await pass(() => false, 20_000);
      expect(deliver).toHaveBeenCalledTimes(2);
      await relay.stop();
    },
  );
});
