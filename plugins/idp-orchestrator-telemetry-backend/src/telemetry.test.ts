import { metrics, trace } from '@opentelemetry/api';
import { findFreePort } from './__testUtils__/ports';
import { startBackend } from './__testUtils__/startBackend';
import telemetry from './index';

it('is figures and traces in one line', async () => {
  const port = await findFreePort();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  const { logged, stop } = await startBackend([telemetry], {
    config: { idpOrchestratorTelemetry: { metrics: { port } } },
  });
  expect(logged).toContain(
    `Figures for Prometheus at http://127.0.0.1:${port}/metrics`,
  );
  expect(logged).toContain('Traces are sent over OTLP');
  await stop();
  metrics.disable();
  trace.disable();
});
