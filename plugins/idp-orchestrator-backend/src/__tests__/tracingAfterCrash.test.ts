import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../bridge/__testUtils__/createTestBridge';
import { DrillBackend } from '../__testUtils__/drill/DrillBackend';
import { wrapScripts } from '../__testUtils__/drill/wrapScripts';
import { sqlite } from '../__testUtils__/databases';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { createScriptsFolder } from '../__testUtils__/scriptsFolder';
import { SpanCollector } from '../telemetry/__testUtils__/SpanCollector';

jest.setTimeout(120_000);

const waiting = flowOf([
  { id: 'wait', uses: 'script', with: { script: 'waiting' } },
]);

describe('The trace of a run whose backend is killed', () => {
  const database = sqlite();
  const before = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  let collector: SpanCollector;
  let scripts: Awaited<ReturnType<typeof createScriptsFolder>>;
  let folder: string;
  const backends: DrillBackend[] = [];

  beforeAll(async () => {
    await database.start();
    collector = await SpanCollector.start();
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
    folder = await mkdtemp(path.join(tmpdir(), 'idp-trace-'));
    scripts = await createScriptsFolder({
      waiting: {
        bash: 'echo "$TRACEPARENT" > "$FOLDER/told"\nuntil [ -e "$FOLDER/go" ]; do sleep 0.1; done',
      },
    });
    await wrapScripts(scripts.directory, folder);
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    else process.env.OTEL_EXPORTER_OTLP_ENDPOINT = before;
    await Promise.all(backends.map(backend => backend.kill()));
    collector.stop();
    await database.stop();
    await scripts.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const startBackend = async (
    knex: Awaited<ReturnType<typeof database.create>>,
  ) => {
    const { client, connection } = knex.client.config;
    const backend = await DrillBackend.start({
      database: { client, connection },
      folder,
      variables: { FOLDER: folder },
    });
    backends.push(backend);
    return backend;
  };
  const readTold = () =>
    readFile(path.join(folder, 'told'), 'utf8').catch(() => '');

  it('has the span that its script was told of, once, from the backend that saw the end', async () => {
    const knex = await database.create();
    const first = await startBackend(knex);
    const { run, definition } = newRunOf(waiting);
    first.begin({ run, definition });
    await until(async () => (await readTold()).endsWith('\n'));
    await first.kill();
    const next = await startBackend(knex);
    await writeFile(path.join(folder, 'go'), '');
    expect(await next.waitFor(run.id)).toBe('over');
    await until(() => collector.spans.length >= 2);

    const [attempt, root] = collector.spans;
    expect(collector.spans).toEqual([
      expect.objectContaining({ name: 'wait', parentSpanId: root.spanId }),
      expect.objectContaining({ name: 'test-flow' }),
    ]);
    expect(root.parentSpanId).toBeUndefined();
    expect((await readTold()).trim()).toBe(
      `00-${run.id.replaceAll('-', '')}-${attempt.spanId}-01`,
    );
  });
});
