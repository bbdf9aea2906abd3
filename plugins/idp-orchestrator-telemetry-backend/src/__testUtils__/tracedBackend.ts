/**
 * A process of its own with a backend that makes traces, and stops. It is no
 * part of a test, because Jest keeps the exporter from loading what it sends by.
 * The argument `own` gives it a set-up of its own before.
 */
import { withSpanIds } from '@idp/backstage-plugin-idp-orchestrator-node';
import { trace } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import otlpTracing from '../tracing';
import { startBackend } from './startBackend';

const ids = { traceId: '1'.repeat(32), spanId: '2'.repeat(16) };

/** As the orchestrator makes the span of a run, and Backstage those of its own. */
function work() {
  const tracer = trace.getTracer('working');
  withSpanIds(ids, () => tracer.startSpan('run')).end();
  tracer.startActiveSpan('above', span => {
    tracer.startSpan('below').end();
    span.end();
  });
}

async function main() {
  if (process.argv.includes('own')) new NodeTracerProvider().register();
  const { logged, stop } = await startBackend([otlpTracing], { work });
  const begun = performance.now();
  await stop();
  const stoppedIn = performance.now() - begun;
  const isRecording = trace.getTracer('late').startSpan('late').isRecording();
  process.stdout.write(JSON.stringify({ logged, stoppedIn, isRecording }));
  process.exit(0);
}

main().catch(error => {
  process.stderr.write(String(error?.stack ?? error));
  process.exit(1);
});
