import { createHmac, randomBytes } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { startTestOrchestrator } from '../__testUtils__/testOrchestrator';
import {
  eventually,
  startReceiver,
  type Received,
  type TestReceiver,
} from '../__testUtils__/webhookReceiver';
import { createOutbox } from '../database';
import { OUTBOX_TABLE, toServiceChangeRow } from '../database/outbox';
import type { Receiver } from '../ports';
import { createWebhook, OutboxRelay } from '../outbox';

jest.setTimeout(120_000);

const key = randomBytes(32);

const secretive = defineFlow({
  id: 'secretive',
  title: 'Secretive',
  risk: 'low',
  input: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      password: { type: 'string', format: 'password' },
    },
  },
  steps: [{ id: 'wait', uses: 'wait', with: { for: '1ms' } }],
});

const isSigned = ({ headers, body }: Received) =>
  headers['webhook-signature'] ===
  `v1,${createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest('base64')}`;

describe('Webhooks of a backend', () => {
  it('are sent signed, for what they ask for alone, secrets hidden', async () => {
    const receiver = await startReceiver();
    const secret = `whsec_${key.toString('base64')}`;
    const idp = await startTestOrchestrator({
      scripts: { failing: { bash: 'exit 3' }, fine: { bash: 'echo fine' } },
      flows: [secretive],
      config: {
        secrets: { TOKEN: 'hush-hush-1234' },
        webhooks: [
          {
            id: 'failures',
            url: `${receiver.url}/failures`,
            secret,
            events: ['run.failed'],
            headers: { authorization: 'Bearer of-the-receiver' },
          },
          {
            id: 'all',
            url: `${receiver.url}/all`,
            secret,
            flows: ['fine', 'secretive'],
          },
        ],
      },
    });
    const run = await idp.start('failing');
    await idp.start('fine');
    const { client } = idp;
    await client.startRun('fine', {
      reason: 'with hush-hush-1234',
      input: {},
    });
    await client.startRun('secretive', {
      reason: 'with open-sesame-99',
      input: { password: 'open-sesame-99', name: 'Ali' },
    });
    await eventually(() => receiver.received.length >= 10 || undefined);
    const [failure, ...others] = receiver.received.filter(
      ({ path }) => path === '/failures',
    );
    expect(others).toEqual([]);
    expect(isSigned(failure)).toBe(true);
    expect(failure.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer of-the-receiver',
    });
    expect(JSON.parse(failure.body)).toMatchObject({
      id: failure.headers['webhook-id'],
      type: 'run.failed',
      time: expect.stringMatching(/Z$/),
      data: {
        run: { id: run.id, status: 'failed', flowId: 'failing' },
        url: `http://localhost:3000/idp-orchestrator/runs/${run.id}`,
      },
    });
    const all = receiver.received
      .filter(({ path }) => path === '/all')
      .map(({ body }) => JSON.parse(body) as { type: string });
    expect(new Set(all.map(({ type }) => type))).toEqual(
      new Set(['run.created', 'run.started', 'run.succeeded']),
    );
    const bodies = JSON.stringify(receiver.received);
    expect(bodies).toContain('Ali');
    expect(bodies).not.toMatch(/open-sesame-99|hush-hush-1234/);
    await idp.stop();
    await receiver.stop();
  });
});

describe.each(testDatabaseKinds())('Webhooks on $name', kind => {
  let knex: Knex;
  let receiver: TestReceiver;
  const clock = createFakeClock();
  const relays: OutboxRelay[] = [];

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    knex = await kind.create();
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map(relay => relay.stop()));
    await receiver.stop();
  });

  const hook = (path: string, limitMs?: number): Receiver =>
    createWebhook(
      { id: path, url: `${receiver.url}/${path}`, key, headers: {} },
      {
        clock,
        runsUrl: 'https://example.com/runs',
        mask: value => value,
        limitMs,
      },
    );
  const start = (...receivers: Receiver[]) => {
    const logger = mockServices.logger.mock();
    const outbox = createOutbox(knex);
    const relay = new OutboxRelay({ outbox, receivers, clock, logger });
    relays.push(relay);
    relay.start();
    return relay;
  };
  const change = (service: string) =>
    knex(OUTBOX_TABLE).insert(
      toServiceChangeRow({
        service,
        environment: 'development',
        from: 'healthy',
        status: 'down',
        at: clock.now(),
        title: service,
        critical: true,
      }),
    );
  const states = async () =>
    (await knex('deliveries').orderBy(['next_at', 'id'])).map(
      ({ state, attempts }: { state: string; attempts: number }) =>
        `${state} after ${attempts}`,
    );
  const count = (wanted: number) =>
    eventually(() => {
      clock.advance(1_000);
      return receiver.received.length >= wanted || undefined;
    });
  const settled = (...wanted: string[]) =>
    eventually(async () => {
      clock.advance(1_000);
      const now = await states();
      return JSON.stringify(now) === JSON.stringify(wanted) || undefined;
    });

  it('comes again, the same and signed anew, until it is taken', async () => {
    receiver.answers.push(500, 302);
    await change('grafana');
    start(hook('one'));
    await settled('delivered after 3');
    const [first, ...again] = receiver.received;
    expect(receiver.received.every(isSigned)).toBe(true);
    expect(again.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/one', body: first.body },
      { path: '/one', body: first.body },
    ]);
    expect(again[1].headers['webhook-id']).toBe(first.headers['webhook-id']);
  });

  it('is given up after eleven attempts', async () => {
    receiver.answers.push(...Array.from({ length: 20 }, () => 503));
    await change('grafana');
    start(hook('one'));
    await eventually(async () => {
      clock.advance(60 * 60_000);
      return (await states())[0] === 'given-up after 11' || undefined;
    });
    expect(receiver.received).toHaveLength(11);
  });

  it('stops where the receiver says that it is gone, and nowhere else', async () => {
    receiver.answers.push(410);
    await change('grafana');
    start(hook('one'));
    await settled('given-up after 1');
    await change('argo-cd');
    start(hook('one'), hook('two'));
    await count(2);
    await settled('given-up after 1', 'delivered after 1');
    expect(receiver.received.map(({ path }) => path)).toEqual(['/one', '/two']);
  });

  it('keeps no other waiting while one is slow', async () => {
    await change('grafana');
    start(hook('slow', 3_000), hook('quick'));
    await eventually(async () => (await states()).length === 2 || undefined);
    await eventually(async () =>
      (await states()).includes('delivered after 1') ? true : undefined,
    );
    expect((await states()).sort()).toEqual([
      'delivered after 1',
      'waiting after 1',
    ]);
  });

  it('is sent once by several backends', async () => {
    for (let i = 0; i < 30; i++) await change(`service-${i}`);
    start(hook('one'));
    start(hook('one'));
    start(hook('one'));
    await settled(...Array.from({ length: 30 }, () => 'delivered after 1'));
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  it('is sent by another backend when the one that took it dies before it is told', async () => {
    const outbox = createOutbox(knex);
    await change('grafana');
    const { ids, events } = await outbox.listEvents(10);
    const one = hook('one');
    const message = one.write(events[0]) ?? { type: '', body: '' };
    const [eventId] = ids;
    const delivery = { ...message, id: 'a', eventId, receiver: one.id };
    await outbox.createDeliveries(ids, [{ ...delivery, at: clock.now() }]);
    const now = clock.now();
    const claim = { now, until: now + 60_000, limit: 10 };
    expect(await outbox.claim(one.id, claim)).toHaveLength(1);
    expect(await outbox.claim(one.id, claim)).toEqual([]);
    start(one);
    await settled('delivered after 2');
    expect(receiver.received).toHaveLength(1);
  });
});
