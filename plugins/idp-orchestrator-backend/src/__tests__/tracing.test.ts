import { SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineFlow,
  runSpanIds,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const scripts = {
  telling: { bash: 'echo "${TRACEPARENT-none}"' },
  failing: { bash: 'echo "disk is full" >&2\nexit 3' },
};

const twoScripts = defineFlow({
  id: 'two-scripts',
  title: 'Two scripts',
  risk: 'low',
  steps: [
    { id: 'tell', uses: 'script', with: { script: 'telling' } },
    {
      id: 'fail',
      uses: 'script',
      with: { script: 'failing' },
      retry: { attempts: 2, delay: '1ms', on: ['failed'] },
    },
  ],
});

const forEachCity = defineFlow({
  id: 'for-each-city',
  title: 'For each city',
  risk: 'low',
  steps: [
    {
      id: 'visit',
      uses: 'script',
      forEach: { items: ['Rome', 'Oslo'] },
      with: { script: 'telling' },
    },
  ],
});

const above = defineFlow({
  id: 'above',
  title: 'Above',
  risk: 'low',
  steps: [{ id: 'below', uses: 'flow', with: { flow: 'for-each-city' } }],
});

const exporter = new InMemorySpanExporter();

function register(idGenerator?: typeof runSpanIds) {
  trace.disable();
  exporter.reset();
  new NodeTracerProvider({
    idGenerator,
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  }).register();
}

const spansOf = (runId: string) =>
  exporter
    .getFinishedSpans()
    .filter(({ attributes }) => attributes['idp.run'] === runId);

const spanOf = (spans: ReadableSpan[], name: string, number = 0) =>
  spans.filter(span => span.name === name)[number];

const idsOf = (span: ReadableSpan) => span.spanContext();

describe('The trace of a run', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts,
      flows: [twoScripts, forEachCity, above],
    });
  });
  afterAll(() => idp.stop());
  afterEach(() => trace.disable());

  /** Of its first step. */
  const linesOf = async ({ id, steps: [{ id: step }] }: Run) => {
    const { items } = await idp.client.readLogs(id, { step });
    return items.map(({ text }) => text);
  };

  it('has a span of the run, below it one of each attempt, and the script is told of its own', async () => {
    register(runSpanIds);
    const run = await idp.start('two-scripts');
    const spans = spansOf(run.id);
    const root = spanOf(spans, 'two-scripts');
    const tell = spanOf(spans, 'tell');

    expect(spans.map(({ name }) => name)).toEqual([
      'tell',
      'fail',
      'fail',
      'two-scripts',
    ]);
    expect(idsOf(root).traceId).toBe(run.id.replaceAll('-', ''));
    expect(root.parentSpanContext).toBeUndefined();
    for (const span of spans.slice(0, 3)) {
      expect(span.parentSpanContext).toMatchObject({
        traceId: idsOf(root).traceId,
        spanId: idsOf(root).spanId,
      });
    }
    expect(await linesOf(run)).toEqual([
      `00-${idsOf(tell).traceId}-${idsOf(tell).spanId}-01`,
    ]);
    expect(new Set(spans.map(span => idsOf(span).spanId)).size).toBe(4);
  });

  it('says which flow, step and attempt it was, how it ended and what went wrong, and when', async () => {
    register(runSpanIds);
    const run = await idp.start('two-scripts');
    const spans = spansOf(run.id);
    const second = spanOf(spans, 'fail', 1);
    const [, failed] = run.steps;

    expect(second.attributes).toMatchObject({
      'idp.run': run.id,
      'idp.flow': 'two-scripts',
      'idp.environment': 'development',
      'idp.step': 'fail',
      'idp.attempt': 2,
      'idp.status': 'failed',
      'idp.worker': expect.any(String),
      'process.exit.code': 3,
    });
    expect(second.status).toEqual({
      code: SpanStatusCode.ERROR,
      message: failed.error?.message,
    });
    expect(spanOf(spans, 'two-scripts').status.code).toBe(SpanStatusCode.ERROR);
    expect(spanOf(spans, 'tell')).toMatchObject({
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'process.exit.code': 0 },
    });
    const at = ([seconds, nanos]: [number, number]) =>
      new Date(seconds * 1_000 + nanos / 1_000_000).toISOString();
    const { startedAt, finishedAt } = failed.history[1];
    expect(at(second.startTime)).toBe(startedAt);
    expect(at(second.endTime)).toBe(finishedAt);
  });

  it('has the items of a step below that step', async () => {
    register(runSpanIds);
    const run = await idp.start('for-each-city');
    const spans = spansOf(run.id).filter(({ name }) => name === 'visit');
    const step = spans.find(
      ({ attributes }) => attributes['idp.step'] === 'visit',
    )!;
    const items = spans.filter(span => span !== step);
    expect(items).toHaveLength(2);
    for (const item of items) {
      expect(item.parentSpanContext?.spanId).toBe(idsOf(step).spanId);
    }
  });

  it('is linked to the span that the request was part of, and to the run that started it', async () => {
    register(runSpanIds);
    const caller = {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
    };
    const answer = await fetch(`${idp.url}/v1/flows/above/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
        traceparent: `00-${caller.traceId}-${caller.spanId}-01`,
      },
      body: '{}',
    });
    const { id } = await answer.json();
    await idp.finished(id);
    const root = spanOf(spansOf(id), 'above');
    expect(root.links).toEqual([{ context: expect.objectContaining(caller) }]);

    const { items } = await idp.client.listRuns({ flow: 'for-each-city' });
    const child = items.find(({ parent }) => parent?.runId === id)!;
    const [link] = spanOf(spansOf(child.id), 'for-each-city').links;
    expect(link.context).toMatchObject({
      traceId: idsOf(root).traceId,
      spanId: idsOf(root).spanId,
    });
  });

  it('has another span of the run when it is told to go on', async () => {
    register(runSpanIds);
    const { id } = await idp.start('two-scripts');
    await idp.client.retryRun(id, { reason: 'The disk is empty now' });
    await idp.finished(id);
    const roots = spansOf(id).filter(({ name }) => name === 'two-scripts');
    expect(new Set(roots.map(root => idsOf(root).traceId)).size).toBe(1);
    expect(new Set(roots.map(root => idsOf(root).spanId)).size).toBe(2);
    expect(spanOf(spansOf(id), 'fail', 2).parentSpanContext?.spanId).toBe(
      idsOf(roots[1]).spanId,
    );
  });

  it('is not made, and no script told of one, without a tracer provider or with ids that are not known before', async () => {
    trace.disable();
    const untraced = await idp.start('telling');
    expect(await linesOf(untraced)).toEqual(['none']);
    register();
    const unknown = await idp.start('telling');
    expect(await linesOf(unknown)).toEqual(['none']);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
