import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  defineFlow,
  runSpanIds,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';
import { eventually } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(120_000);

const TYPED = 'correct horse "battery" ☂';
const CONFIGURED = 'configured-and-printed';
const APPROVER = 'user:default/mo';

const signingIn = defineFlow({
  id: 'signing-in',
  title: 'Signing in',
  risk: 'low',
  owner: 'group:default/owners',
  input: {
    type: 'object',
    properties: { password: { type: 'string', format: 'password' } },
  },
  steps: [
    {
      id: 'ask',
      title: 'Ask',
      uses: 'approval',
      with: {
        message: 'Sign in with ${{ input.password }}?',
        approvers: [APPROVER, 'user:default/mock'],
        allowInitiator: true,
      },
    },
    {
      id: 'sign-in',
      uses: 'script',
      with: { script: 'sign-in', args: { text: '${{ input.password }}' } },
    },
  ],
});

const scripts = {
  'sign-in': {
    bash: `
echo "::error::neither $IDP_SECRET_TEXT nor $CONFIGURED"
echo "neither $IDP_SECRET_TEXT nor $CONFIGURED" >&2
exit 4`,
    entry: {
      parameters: { text: { type: 'string', format: 'password' } },
      secrets: { CONFIGURED: 'CONFIGURED' },
    },
  },
};

/** What a logger was told, errors with their words and what they carry. */
const wordsOf = (calls: unknown[]) =>
  JSON.stringify(calls, (_, value) =>
    value instanceof Error ? { ...value, words: value.stack } : value,
  );

describe('What is told outside of a run with secrets', () => {
  let idp: TestOrchestrator;
  const send = jest.fn(async (_sent: unknown) => {});
  const events = mockServices.events.mock();
  const exporter = new InMemorySpanExporter();

  beforeAll(async () => {
    events.publish.mockResolvedValue();
    trace.disable();
    new NodeTracerProvider({
      idGenerator: runSpanIds,
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    }).register();
    idp = await startTestOrchestrator({
      scripts,
      flows: [signingIn],
      config: { secrets: { CONFIGURED } },
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
  afterAll(async () => {
    await idp.stop();
    trace.disable();
  });

  it('hides them in notifications, events and traces', async () => {
    const input = { password: TYPED };
    const { id } = await idp.client.startRun('signing-in', { input });
    await eventually(() => send.mock.calls[0]);
    await idp.client.approveRun(id, { reason: 'fine' });
    expect((await idp.finished(id)).error?.exitCode).toBe(4);
    await eventually(() => send.mock.calls[1]);
    await eventually(() =>
      events.publish.mock.calls.find(([{ eventPayload }]) =>
        JSON.stringify(eventPayload).includes('failed'),
      ),
    );
    const spans = exporter
      .getFinishedSpans()
      .map(({ name, attributes, status, events: moments }) => ({
        name,
        attributes,
        status,
        moments,
      }));

    const notifications = wordsOf(send.mock.calls);
    expect(notifications).toContain('Sign in with ***?');
    expect(notifications).toContain('user:default/mo');
    const traces = wordsOf(spans);
    expect(traces).toContain(id);
    expect(traces).toContain('"idp.step":"sign-in"');
    const published = wordsOf(events.publish.mock.calls);
    expect(published).toContain(id);
    for (const told of [notifications, traces, published]) {
      expect(told).not.toContain('correct horse');
      expect(told).not.toContain(CONFIGURED);
    }
  });
});
