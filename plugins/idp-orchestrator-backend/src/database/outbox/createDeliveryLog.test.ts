import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { createOutbox } from './createOutbox';
import { createDeliveryLog } from './createDeliveryLog';

jest.setTimeout(120_000);

const HOUR_MS = 60 * 60_000;
const START = Date.parse('2026-11-25T00:00:00.000Z');

describe.each(testDatabaseKinds())(
  'The list of deliveries in $name',
  database => {
    let knex: Knex;

    beforeAll(async () => {
      await database.start();
      knex = await database.create();
      const outbox = createOutbox(knex);
      await outbox.createDeliveries(
        [],
        [0, 1, 1, 2, 3].map((minute, index) => ({
          id: `d${index}`,
          eventId: `n${index}`,
          receiver: index === 4 ? 'pager' : 'chat',
          type: 'run.failed',
          body: '{"secret":"is not listed"}',
          at: START + minute * 60_000,
        })),
      );
      await outbox.recordResult('d0', {
        state: 'given-up',
        at: START + 1_000,
        status: 500,
        error: 'It answered 500',
      });
    });
    afterAll(() => database.stop());

    it('turns its pages, newest first, each once, also those of one moment', async () => {
      const log = createDeliveryLog(knex);
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await log.list({}, { limit: 2, cursor });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(ids).toEqual(['d4', 'd3', 'd2', 'd1', 'd0']);
    });

    it('tells of each how it went, and not what it says', async () => {
      const log = createDeliveryLog(knex);
      const filter = { receiver: 'chat', state: 'given-up' as const };
      expect(await log.list(filter, { limit: 10 })).toEqual({
        items: [
          {
            id: 'd0',
            receiver: 'chat',
            type: 'run.failed',
            at: '2026-11-25T00:00:00.000Z',
            state: 'given-up',
            attempts: 0,
            finishedAt: '2026-11-25T00:00:01.000Z',
            httpStatus: 500,
            error: 'It answered 500',
          },
        ],
      });
    });

    it('makes one that is over due again, as if it had never been tried, and no other', async () => {
      const log = createDeliveryLog(knex);
      const at = START + HOUR_MS;
      const both = await Promise.all([
        log.reopen('d0', at),
        log.reopen('d0', at),
      ]);
      expect(both.filter(Boolean)).toEqual([
        {
          id: 'd0',
          receiver: 'chat',
          type: 'run.failed',
          at: '2026-11-25T00:00:00.000Z',
          state: 'waiting',
          attempts: 0,
          nextAt: '2026-11-25T01:00:00.000Z',
          httpStatus: 500,
          error: 'It answered 500',
        },
      ]);
      expect(await log.reopen('d1', at)).toBeUndefined();
      expect(await log.reopen('none', at)).toBeUndefined();
      expect(await log.find('none')).toBeUndefined();
      const claim = { now: at, until: at + 1, limit: 10 };
      const due = await createOutbox(knex).claim('chat', claim);
      expect(due.find(({ id }) => id === 'd0')).toMatchObject({
        eventId: 'n0',
        attempts: 1,
        body: '{"secret":"is not listed"}',
      });
    });

    it('refuses a cursor that is none', async () => {
      const page = { limit: 10, cursor: 'yesterday' };
      await expect(createDeliveryLog(knex).list({}, page)).rejects.toThrow(
        'The cursor yesterday is none of this list',
      );
    });
  },
);
