import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { postgres } from '../__testUtils__/databases';
import { createSqlRunner, PostgresSession } from '../database';
import { systemClock } from '../waiting/systemClock';
import { BossQueue } from './BossQueue';
import { WorkSlots } from './WorkSlots';

jest.setTimeout(60_000);

describe('The queue of announcements', () => {
  const database = postgres();
  let knex: Knex;
  const ends: Array<() => Promise<unknown>> = [];

  beforeAll(() => database.start());
  // One each: what a test leaves in its queue would be received in the next.
  beforeEach(async () => {
    knex = await database.create();
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  afterAll(() => database.stop());

  const open = async (worker: string) => {
    const logger = mockServices.logger.mock();
    const session = new PostgresSession({
      knex,
      worker,
      clock: systemClock,
      logger,
      onAbsent: () => {},
    });
    await session.start();
    const queue = new BossQueue({
      sql: createSqlRunner(knex),
      session,
      logger,
    });
    ends.push(async () => {
      await queue.stop();
      await session.stop();
    });
    return queue;
  };

  /** Makes slots whose runs last until they are let go. */
  const receive = async (queue: BossQueue, concurrency: number) => {
    const begun: string[] = [];
    const letGo = Promise.withResolvers<void>();
    const logger = mockServices.logger.mock();
    const slots = new WorkSlots({ concurrency, logger });
    slots.start(async (runId, signal) => {
      begun.push(runId);
      signal.addEventListener('abort', () => letGo.resolve());
      await letGo.promise;
    });
    ends.unshift(() => slots.stop());
    await queue.receive(slots);
    return { begun, letGo: letGo.resolve };
  };

  const until = async (condition: () => boolean) => {
    while (!condition()) await systemClock.sleep(10);
  };

  it('is made by several processes at once, and brings what one sends to another', async () => {
    const [sender, receiver] = await Promise.all([open('a'), open('b')]);
    const [{ begun }] = await Promise.all([
      receive(receiver, 5),
      sender.send('first'),
    ]);
    await sender.send('second');
    await until(() => begun.length >= 2);
    expect(begun.sort()).toEqual(['first', 'second']);
  });

  it('keeps what is announced again and again once, until it is taken', async () => {
    const queue = await open('c');
    await Promise.all([1, 2, 3, 4].map(() => queue.send('again')));
    const { begun } = await receive(queue, 5);
    await queue.send('other');
    await until(() => begun.length >= 2);
    expect(begun.sort()).toEqual(['again', 'other']);
  });

  it('takes no more than there are slots for, and leaves the rest to others', async () => {
    const [busy, idle] = [await open('d'), await open('e')];
    const full = await receive(busy, 1);
    await busy.send('one');
    await until(() => full.begun.length === 1);
    for (const number of [2, 3, 4, 5, 6, 7, 8, 9]) {
      await busy.send(`${number}`);
    }
    const free = await receive(idle, 20);
    // What the busy one took already waits there, at most one batch.
    await until(() => free.begun.length >= 3);
    expect(full.begun).toEqual(['one']);
    full.letGo();
  });

  it('puts an announcement of higher priority first', async () => {
    const queue = await open('f');
    await queue.send('low', -1);
    await queue.send('high', 5);
    await queue.send('middle', 0);
    const { begun, letGo } = await receive(queue, 1);
    await until(() => begun.length === 1);
    letGo();
    await until(() => begun.length >= 3);
    expect(begun).toEqual(['high', 'middle', 'low']);
  });
});
