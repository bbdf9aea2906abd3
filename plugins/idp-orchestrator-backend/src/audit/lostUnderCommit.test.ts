import net, { type AddressInfo, type Socket } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { postgres } from '../__testUtils__/databases';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { createDatabaseAuditStore, createDatabaseRunStore } from '../database';
import type { AuditedCall } from '../ports';
import { systemClock } from '../waiting/systemClock';
import { AuditLog } from './AuditLog';

jest.setTimeout(60_000);

const call: AuditedCall = {
  act: 'run.start',
  by: { kind: 'user', ref: 'user:default/ada' },
  origin: { door: 'rest' },
  subject: { kind: 'flow', id: 'test-flow' },
};

/** The statement that makes a run, which is a commit of its own. */
const START = /insert into "?runs"? /i;
/** The server's word that nothing is under way, and so that what was asked for is committed. */
const IDLE = 'Z\0\0\0\x05I';

/** Stands before a server, and cuts a connection once, at the commit of a start. */
async function startCutter(port: number) {
  let cut: 'before' | 'after' | undefined;
  const sockets = new Set<Socket>();
  const server = net.createServer(client => {
    const upstream = net.connect(port, 'localhost');
    const both = [client, upstream];
    const end = () => both.forEach(one => one.destroy());
    for (const one of both) {
      sockets.add(one);
      one.on('error', end).on('close', end);
    }
    const cutNow = () => {
      cut = undefined;
      end();
    };
    let isAsked = false;
    client.on('data', data => {
      isAsked ||= START.test(data.toString('latin1'));
      if (isAsked && cut === 'before') cutNow();
      else upstream.write(data);
    });
    upstream.on('data', data => {
      const isDone = isAsked && data.toString('latin1').includes(IDLE);
      if (isDone && cut === 'after') cutNow();
      else client.write(data);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** Cuts the next start: before the server hears of its commit, or after it was made. */
    cutNext(when: 'before' | 'after') {
      cut = when;
    },
    isDone: () => cut === undefined,
    async stop() {
      sockets.forEach(one => one.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}

describe('A start whose connection is lost under its commit', () => {
  const server = postgres();
  let direct: Knex;
  let through: Knex;
  let cutter: Awaited<ReturnType<typeof startCutter>>;

  beforeAll(() => server.start());
  beforeEach(async () => {
    direct = await server.create();
    const { connection } = server.connectionOf(direct);
    cutter = await startCutter((connection as { port: number }).port);
    const { port } = cutter;
    const near = { ...connection, host: '127.0.0.1', port };
    through = createKnex({ client: 'pg', connection: near });
  });
  afterEach(async () => {
    await through.destroy();
    await cutter.stop();
  });
  afterAll(() => server.stop());

  /** Starts a run over the connection that is cut. */
  const start = () => {
    const runs = createDatabaseRunStore(through, systemClock);
    const log = new AuditLog({
      store: createDatabaseAuditStore(through),
      clock: systemClock,
      logger: mockServices.logger.mock(),
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
    });
    const newRun = newRunOf(flowOf([{ id: 'one' }]));
    return log.record(
      call,
      async opening =>
        opening?.carriedBy(one => runs.create({ ...newRun, opening: one })),
      { isRefusal: () => false, outcome: () => 'made', opensItself: true },
    );
  };
  const seen = async () => ({
    runs: (await direct('runs')).length,
    open: (await direct('audit_open')).length,
    outcomes: await direct('audit_entries').pluck('outcome'),
  });

  it.each([
    ['done when it was made', 'after', { runs: 1, outcomes: ['done'] }],
    [
      'unknown when it is not seen',
      'before',
      { runs: 0, outcomes: ['unknown'] },
    ],
  ] as const)('is recorded as %s', async (_, when, is) => {
    cutter.cutNext(when);
    await expect(start()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      isInDoubt: true,
    });
    expect(cutter.isDone()).toBe(true);
    expect(await seen()).toEqual({ ...is, open: 0 });
  });
});
