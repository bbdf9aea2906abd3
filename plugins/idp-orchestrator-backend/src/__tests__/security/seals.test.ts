import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { rewriteRecord } from '../../__testUtils__/auditRecord';
import { startTestOrchestrator } from '../../__testUtils__/testOrchestrator';
import { eventually, startReceiver } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(120_000);

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const KEYS = [{ id: 'k1', secret: 'x'.repeat(40) }];

const start = async (config: Record<string, unknown>) => {
  const scheduler = mockServices.scheduler();
  const logger = mockServices.rootLogger.mock({
    child: () => logger,
  });
  const idp = await startTestOrchestrator({
    scripts: { fine: { bash: 'echo fine' } },
    config,
    services: [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        // Its tasks run when the test says so.
        factory: () => scheduler,
      }),
      logger.factory,
    ],
  });
  return { idp, scheduler, logger };
};

describe('The seals of a portal', () => {
  it('are told to webhooks, listed with their keys, and hold against a rewrite of the database', async () => {
    const receiver = await startReceiver();
    const hook = { url: receiver.url, secret: SECRET };
    const { idp, scheduler, logger } = await start({
      keys: KEYS,
      audit: { sealEvery: 2 },
      webhooks: [
        { ...hook, id: 'named', events: ['audit.sealed'], environments: ['x'] },
        {
          ...hook,
          id: 'limited',
          url: `${receiver.url}/limited`,
          flows: ['x'],
        },
      ],
    });
    await idp.start('fine');
    await idp.start('fine');
    await scheduler.triggerTask('seal-audit-record');
    const message = await eventually(() => receiver.received[0]);
    const { seal } = JSON.parse(message.body).data;
    expect(JSON.parse(message.body)).toMatchObject({
      id: message.headers['webhook-id'],
      type: 'audit.sealed',
      data: { seal: { number: 2, keyId: 'k1' } },
    });
    expect(await idp.client.listAuditSeals()).toEqual({
      items: [seal],
      keys: [{ id: 'k1', publicKey: expect.stringContaining('PUBLIC KEY') }],
    });
    expect(await idp.client.verifyAudit()).toMatchObject({
      whole: true,
      seals: { checked: 1, upTo: 2, keyIds: ['k1'] },
    });
    expect(logger.info.mock.calls).toContainEqual([
      'The audit record is sealed up to entry 2',
      { event: 'audit.sealed', ...seal },
    ]);
    await rewriteRecord(idp.knex, 1, { reason: 'nothing' });
    expect(await idp.client.verifyAudit()).toMatchObject({
      whole: false,
      broken: { number: 2 },
    });
    const paths = receiver.received.map(({ path }) => path);
    expect(paths).toEqual(['/']);
    await idp.stop();
    await receiver.stop();
  });

  it('are none without a key, which is told once at the start and with each verdict', async () => {
    const { idp, scheduler, logger } = await start({ keys: [] });
    const told = expect.stringContaining('The audit record is not sealed');
    const warnings = logger.warn.mock.calls.map(([text]) => text);
    expect(warnings.filter(text => told.asymmetricMatch(text))).toHaveLength(1);
    const tasks = await scheduler.getScheduledTasks();
    expect(tasks.map(({ id }) => id)).not.toContain('seal-audit-record');
    expect(await idp.client.verifyAudit()).toMatchObject({
      whole: true,
      seals: { checked: 0, problem: told },
    });
    await idp.stop();
  });
});
