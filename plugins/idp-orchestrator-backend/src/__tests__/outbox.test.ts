import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const APPROVERS = ['group:default/leads', 'user:default/mo'];

const asking = defineFlow({
  id: 'asking',
  title: 'Asking',
  risk: 'low',
  steps: [
    {
      id: 'ask',
      uses: 'approval',
      with: { message: 'May it go on?', approvers: APPROVERS },
    },
  ],
});

const owned = [
  defineFlow({
    id: 'owned',
    title: 'Owned',
    risk: 'low',
    owner: 'group:default/owners',
    steps: [{ id: 'fail', uses: 'script', with: { script: 'failing' } }],
  }),
  defineFlow({
    id: 'owned-asking',
    title: 'Owned, asking',
    risk: 'low',
    owner: 'group:default/owners',
    steps: [{ id: 'ask', uses: 'approval', with: { message: 'May it?' } }],
  }),
];

const send = jest.fn(async (_sent: unknown) => {});
const events = mockServices.events.mock();
const published = () =>
  events.publish.mock.calls.map(([{ topic, eventPayload }]) => ({
    topic,
    payload: eventPayload as Record<string, unknown>,
  }));

async function eventually<T>(read: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = read();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('It was never told');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('What others are told of runs', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    events.publish.mockResolvedValue();
    idp = await startTestOrchestrator({
      scripts: {
        failing: { bash: 'echo looking; nosuch-command; exit 127' },
        fine: { bash: 'echo "secret value"' },
      },
      flows: [asking, ...owned],
      services: [
        events.factory,
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send }),
        }),
      ],
    });
  });
  afterAll(() => idp.stop());
  beforeEach(() => send.mockClear());

  it('a failed run is told to who started it, once, with the way to it', async () => {
    const run = await idp.start('failing');
    await eventually(() => send.mock.calls[0]);
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: ['user:default/mock'] },
          payload: expect.objectContaining({
            title: expect.stringContaining('failed'),
            description: expect.stringMatching(
              /exit code 127\nLast line: .*nosuch-command: command not found\nnosuch-command is not found/,
            ),
            link: `/idp-orchestrator/runs/${run.id}`,
            severity: 'high',
            scope: `idp-orchestrator.run.${run.id}.failed`,
          }),
        },
      ],
    ]);
  });

  it('a failed run is told to who looks after its flow as well, and an approval that names nobody to them alone', async () => {
    await idp.start('owned');
    const [sent] = await eventually(() => send.mock.calls[0]);
    expect(sent).toMatchObject({
      recipients: { entityRef: ['user:default/mock', 'group:default/owners'] },
    });
    send.mockClear();
    await idp.client.startRun('owned-asking', {});
    const [wanted] = await eventually(() => send.mock.calls[0]);
    expect(wanted).toMatchObject({
      recipients: { type: 'entity', entityRef: ['group:default/owners'] },
    });
  });

  it('an approval that is wanted is told to those who may give it', async () => {
    const { id } = await idp.client.startRun('asking', {});
    const [sent] = await eventually(() => send.mock.calls[0]);
    expect(sent).toMatchObject({
      recipients: { type: 'entity', entityRef: APPROVERS },
      payload: { link: `/idp-orchestrator/runs/${id}` },
    });
    const wanted = await eventually(() =>
      published().find(
        ({ topic, payload }) =>
          topic === 'idp-orchestrator.run.approvalWanted' &&
          payload.runId === id,
      ),
    );
    expect(wanted.payload).toMatchObject({ stepId: 'ask' });
  });

  it('runs are Backstage events without input or output, and one that went well notifies nobody', async () => {
    const run = await idp.start('fine');
    const mine = () =>
      published().filter(({ payload }) => payload.runId === run.id);
    await eventually(() => (mine().length >= 3 ? true : undefined));
    expect(mine().map(({ topic }) => topic)).toEqual([
      'idp-orchestrator.run.created',
      'idp-orchestrator.run.started',
      'idp-orchestrator.run.finished',
    ]);
    expect(mine()[2].payload).toMatchObject({
      flowId: 'fine',
      status: 'succeeded',
    });
    expect(JSON.stringify(mine())).not.toContain('secret value');
    expect(send).not.toHaveBeenCalled();
  });

  it('a run goes on when nobody can be told', async () => {
    events.publish.mockRejectedValue(new Error('no events today'));
    send.mockRejectedValueOnce(new Error('no notifications today'));
    expect((await idp.start('failing')).status).toBe('failed');
    events.publish.mockResolvedValue();
    expect((await idp.start('fine')).status).toBe('succeeded');
  });
});
