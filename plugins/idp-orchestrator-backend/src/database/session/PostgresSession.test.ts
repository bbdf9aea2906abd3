import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { postgres } from '../../__testUtils__/databases';
import { systemClock } from '../../waiting/systemClock';
import { PostgresSession } from './PostgresSession';
import { SessionConnection } from './SessionConnection';
import { SessionRunRelay } from './SessionRunRelay';

jest.setTimeout(60_000);

describe('The session with PostgreSQL', () => {
  const database = postgres();
  const sessions: PostgresSession[] = [];
  let knex: Knex;
  let absences = 0;

  beforeAll(async () => {
    await database.start();
    knex = await database.create();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(sessions.splice(0).map(session => session.stop()));
  });
  afterAll(() => database.stop());

  const open = async (worker: string) => {
    const logger = mockServices.logger.mock();
    const onAbsent = () => {
      absences += 1;
    };
    const options = { knex, worker, clock: systemClock, logger, onAbsent };
    const session = new PostgresSession(options);
    sessions.push(session);
    await session.start();
    return Object.assign(session, { logger });
  };

  /** Sends again and again until it arrives: to listen takes a moment, in which nothing does. */
  const sendUntilReceived = async (send: () => void, received: unknown[]) => {
    while (received.length === 0) {
      send();
      await sleep(50);
    }
  };

  const until = async (condition: () => boolean) => {
    while (!condition()) await sleep(10);
  };

  it('tells who is there, and who is not', async () => {
    const one = await open('one');
    const two = await open('two');
    expect(await one.findAbsent(['one', 'two', 'three'])).toEqual(['three']);
    await two.stop();
    expect(await one.findAbsent(['one', 'two'])).toEqual(['two']);
  });

  it('brings what one process tells to the others', async () => {
    const received: string[] = [];
    const one = await open('one');
    const two = await open('two');
    two.listen('news', {
      received: text => received.push(text),
      missed: () => {},
    });
    await sendUntilReceived(
      () => one.notify('news', 'of "all" kinds'),
      received,
    );
    expect(received[0]).toBe('of "all" kinds');
  });

  it('is made again when it breaks: it listens as before, says that something may have been missed, and holds its lock', async () => {
    const received: string[] = [];
    let missed = 0;
    const one = await open('one');
    const two = await open('two');
    two.listen('news', {
      received: text => received.push(text),
      missed: () => {
        missed += 1;
      },
    });
    absences = 0;
    await knex.raw(
      'select pg_terminate_backend(pid) from pg_locks where locktype = ? and pid <> pg_backend_pid()',
      ['advisory'],
    );
    await until(() => missed > 0 && one.connected);
    expect(absences).toBeGreaterThan(0);
    expect(await one.findAbsent(['one', 'two'])).toEqual([]);
    await sendUntilReceived(() => one.notify('news', 'after'), received);
    expect(two.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('made again'),
    );
  });

  it('says so when notifications do not arrive, as behind some poolers, and counts as none', async () => {
    jest
      .spyOn(SessionConnection.prototype, 'checkHearing')
      .mockResolvedValue(undefined);
    const session = await open('one');
    await until(() => session.logger.warn.mock.calls.length > 0);
    expect(session.connected).toBe(false);
    expect(session.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('pooler'),
    );
  });

  it('relays how far runs have grown to other processes, and not back', async () => {
    const one = new SessionRunRelay(await open('one'));
    const two = new SessionRunRelay(await open('two'));
    const received: Array<[string, number]> = [];
    const echoes: string[] = [];
    one.subscribe(runId => echoes.push(runId));
    two.subscribe((runId, seq) => received.push([runId, seq]));
    const send = () => {
      one.publish('run-a', 1, 'everyone');
      one.publish('run-a', 2, 'everyone');
      one.publish('run-b', 7, 'everyone');
    };
    await sendUntilReceived(send, received);
    expect(received.slice(0, 2)).toEqual([
      ['run-a', 2],
      ['run-b', 7],
    ]);
    expect(echoes).toEqual([]);
  });

  it('tells what workers write to those alone that watch the run, also what it grew by just before', async () => {
    const one = new SessionRunRelay(await open('one'));
    const two = new SessionRunRelay(await open('two'));
    const received: string[] = [];
    two.subscribe((runId, seq) => received.push(`${runId} ${seq}`));
    const everyone: Array<[string, number]> = [];
    two.subscribe((runId, seq) => everyone.push([runId, seq]));
    // Both hear each other.
    await sendUntilReceived(() => one.publish('x', 1, 'everyone'), everyone);
    one.publish('unwatched', 3, 'watchers');
    one.publish('watched', 5, 'watchers');
    const unwatch = two.watch('watched');
    await until(() => received.includes('watched 5'));
    one.publish('watched', 6, 'watchers');
    one.publish('unwatched', 4, 'watchers');
    await until(() => received.includes('watched 6'));
    unwatch();
    expect(received.filter(told => told.startsWith('unwatched'))).toEqual([]);
  });
});
