import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { SpanCollector } from '@idp/backstage-plugin-idp-orchestrator-backend/src/telemetry/__testUtils__/SpanCollector';
import { startSilentServer } from './__testUtils__/ports';

jest.setTimeout(60_000);

interface Ended {
  logged: string[];
  /** How long (ms) the stop took. */
  stoppedIn: number;
  /** Whether spans are made, after all that. */
  isRecording: boolean;
}

/** Starts and stops a backend in a process of its own. */
async function runBackend(
  endpoint: string | undefined,
  ...args: string[]
): Promise<Ended> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      path.join(__dirname, '__testUtils__/tracedBackend.ts'),
      ...args,
    ],
    {
      env: {
        ...process.env,
        NODE_ENV: 'test',
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      },
    },
  );
  return JSON.parse(stdout) as Ended;
}

describe('Traces over OTLP', () => {
  let collector: SpanCollector;
  let silent: Awaited<ReturnType<typeof startSilentServer>>;
  beforeAll(async () => {
    collector = await SpanCollector.start();
    silent = await startSilentServer();
  });
  beforeEach(() => {
    collector.spans.length = 0;
  });
  afterAll(() => {
    collector.stop();
    silent.server.close();
    silent.server.closeAllConnections();
  });

  it('are sent at the latest when the backend stops, those of runs with their own ids', async () => {
    const { logged } = await runBackend(collector.url);
    expect(logged).toContain('Traces are sent over OTLP');
    const [run, below, above] = collector.spans;
    expect(run).toMatchObject({
      name: 'run',
      traceId: '1'.repeat(32),
      spanId: '2'.repeat(16),
    });
    expect(below).toMatchObject({ name: 'below', parentSpanId: above.spanId });
    expect(collector.spans).toHaveLength(3);
  });

  it('keep no backend from stopping when nobody takes them', async () => {
    const { stoppedIn } = await runBackend(`http://127.0.0.1:${silent.port}`);
    expect(stoppedIn).toBeLessThan(5_000);
  });

  it('are left to a set-up of the team, which the log says', async () => {
    const { logged, isRecording } = await runBackend(collector.url, 'own');
    expect(logged).toContainEqual(
      expect.stringContaining('idGenerator runSpanIds'),
    );
    expect(isRecording).toBe(true);
    expect(collector.spans).toEqual([]);
  });

  it('are not made without a place to send them to', async () => {
    const { logged, isRecording } = await runBackend(undefined);
    expect(isRecording).toBe(false);
    expect(logged.join()).not.toContain('OTLP');
  });
});
