import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';
import { eventually } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(60_000);

describe('Windows that never let anything be changed', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    const night = { kind: 'maintenance', timezone: 'UTC', duration: '2h' };
    idp = await startTestOrchestrator({
      scripts: {},
      config: {
        environments: { development: {}, production: {} },
        windows: [
          { ...night, id: 'late', cron: '0 22 * * *' },
          {
            ...{ ...night, id: 'early', cron: '0 4 * * *' },
            environments: ['production'],
          },
        ],
      },
    });
  });
  afterAll(() => idp.stop());

  it('are a problem before a run meets them, and keep nothing from starting up', async () => {
    const found = await eventually(async () => {
      const { items } = await idp.client.listProblems();
      return items.find(({ about }) => about === 'window');
    });
    expect(found).toMatchObject({
      source: 'idpOrchestrator.windows',
      severity: 'warning',
      message: expect.stringMatching(
        /^Runs in production may change nothing .* windows late and early leave/,
      ),
    });
  });
});
