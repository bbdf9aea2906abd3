import { randomBytes } from 'node:crypto';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';
import {
  eventually,
  startReceiver,
  type TestReceiver,
} from '../__testUtils__/webhookReceiver';

jest.setTimeout(60_000);

describe('A message to a webhook', () => {
  let idp: TestOrchestrator;
  let receiver: TestReceiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    idp = await startTestOrchestrator({
      scripts: { fine: { bash: 'echo fine' } },
      config: {
        api: { requestsPerMinute: 10_000 },
        webhooks: [
          {
            id: 'chat',
            url: receiver.url,
            secret: `whsec_${randomBytes(32).toString('base64')}`,
            events: ['run.succeeded'],
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await idp.stop();
    await receiver.stop();
  });

  const newest = (state: 'waiting' | 'delivered' | 'given-up') =>
    eventually(async () => {
      const { items } = await idp.client.listDeliveries({ state });
      return items.at(0);
    });
  const ask = async (id: string) => {
    const response = await fetch(`${idp.url}/v1/deliveries/${id}/redeliver`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ reason: 'it is up' }),
    });
    return { status: response.status, body: await response.json() };
  };
  const again = (id: string) =>
    idp.client.redeliver(id, { reason: 'it is up' });
  const refusal = async (id: string) => {
    const { status, body } = await ask(id);
    return `${status}: ${body.error.message}`;
  };

  it('comes again, the same, when it was delivered and when it was given up', async () => {
    await idp.start('fine');
    const { id } = await newest('delivered');
    // It says that it is gone, so the message is given up at once.
    receiver.answers.push(410);
    expect(await again(id)).toMatchObject({
      id,
      state: 'waiting',
      attempts: 0,
    });
    expect(await newest('given-up')).toMatchObject({ id, httpStatus: 410 });
    await again(id);
    expect(await newest('delivered')).toMatchObject({ id, attempts: 1 });
    const [first, ...others] = receiver.received;
    expect(others).toHaveLength(2);
    for (const { body, headers } of others) {
      expect(body).toBe(first.body);
      expect(headers['webhook-id']).toBe(first.headers['webhook-id']);
    }
  });

  it('is told by the audit record to have been sent again', async () => {
    const { items } = await idp.client.listAudit({ act: 'delivery.redeliver' });
    expect(items[0]).toMatchObject({
      outcome: 'done',
      subject: { kind: 'delivery', id: (await newest('delivered')).id },
      reason: 'it is up',
      result: 'webhook_chat is told run.succeeded again',
    });
  });

  it('is left alone while it is still tried, and says so', async () => {
    const { id } = await newest('delivered');
    receiver.answers.push(500);
    await again(id);
    await eventually(async () => (await newest('waiting')).error);
    expect(await refusal(id)).toMatch(
      /^409: .* it is waiting, after 1 attempts, and is tried next at .*Z\./,
    );
  });

  it('is not sent to whom nothing is sent any more, nor when there is none', async () => {
    await idp
      .knex('deliveries')
      .update({ receiver: 'webhook_former', state: 'given-up' });
    const { id } = await newest('given-up');
    expect(await refusal(id)).toMatch(
      /^409: .* webhook_former is not configured any more/,
    );
    expect(await refusal('none')).toMatch(/^404: There is no delivery none/);
  });
});
