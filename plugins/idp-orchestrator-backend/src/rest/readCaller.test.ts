import { mockCredentials } from '@backstage/backend-test-utils';
import {
  TEMPLATE_HEADER,
  TEMPLATE_TASK_HEADER,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const USER = 'user:default/ada';
const as = (plugin: string) =>
  mockCredentials.user.token(USER, { actor: { subject: `plugin:${plugin}` } });

describe('The door that a start is on record with', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({ scripts: { quick: { bash: 'true' } } });
  });
  afterAll(() => idp.stop());

  it.each([
    ['rest', 'a user', mockCredentials.user.token(USER)],
    ['scaffolder', 'the scaffolder, for a user', as('scaffolder')],
    ['rest', 'another plugin, for a user', as('catalog')],
  ])('is %s when the token is of %s', async (door, reason, token) => {
    const { id } = await idp.client.startRun('quick', { reason }, { token });
    await idp.finished(id);
    const { items } = await idp.client.listAudit({ act: 'run.start' });
    const entry = items.find(item => item.reason === reason);
    expect(entry?.origin.door).toBe(door);
    expect(entry?.by).toEqual({ kind: 'user', ref: USER });
  });

  it.each([
    ['names the template that starts it', 'the scaffolder', as('scaffolder')],
    ['names no template', 'a user', mockCredentials.user.token(USER)],
    ['names no template', 'another plugin', as('catalog')],
  ])('%s when told so by %s', async (end, _, token) => {
    const response = await fetch(`${idp.url}/v1/flows/quick/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        [TEMPLATE_HEADER]: 'template:default/portal',
        [TEMPLATE_TASK_HEADER]: 'a-1',
      },
      body: '{}',
    });
    const { id } = await response.json();
    const { template } = await idp.finished(id);
    expect(template).toEqual(
      end === 'names the template that starts it'
        ? { entityRef: 'template:default/portal', taskId: 'a-1' }
        : undefined,
    );
  });
});
