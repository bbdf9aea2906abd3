import { metrics } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { findFreePort, startSilentServer } from './__testUtils__/ports';
import { startBackend, type BareBackend } from './__testUtils__/startBackend';
import metricsEndpoint from './metrics';

let backend: BareBackend | undefined;
afterEach(async () => {
  await backend?.stop();
  metrics.disable();
});

const on = (port: number | string) => ({
  idpOrchestratorTelemetry: { metrics: { port } },
});

/** As Backstage's metrics service does it when a plugin starts. */
const countOne = () => {
  metrics.getMeter('working').createCounter('worked').add(1);
};

describe('The endpoint for Prometheus', () => {
  it('has what plugins count, also those that were added before it', async () => {
    const port = await findFreePort();
    backend = await startBackend([metricsEndpoint], {
      config: on(port),
      work: countOne,
    });
    const url = `http://127.0.0.1:${port}`;
    expect(backend.logged).toContain(
      `Figures for Prometheus at ${url}/metrics`,
    );
    const response = await fetch(`${url}/metrics`);
    expect(await response.text()).toMatch(/^worked_total.* 1( |$)/m);
    expect((await fetch(url)).status).toBe(404);
    await backend.stop();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('leaves a set-up of the team alone, and says so', async () => {
    const own = new MeterProvider();
    metrics.setGlobalMeterProvider(own);
    const port = await findFreePort();
    backend = await startBackend([metricsEndpoint], { config: on(port) });
    expect(metrics.getMeterProvider()).toBe(own);
    expect(backend.logged).toContainEqual(
      expect.stringContaining(`nothing is served at 127.0.0.1:${port}`),
    );
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  it('does nothing when it is off', async () => {
    const before = metrics.getMeterProvider();
    backend = await startBackend([metricsEndpoint], { config: on('off') });
    expect(metrics.getMeterProvider()).toBe(before);
    expect(backend.logged.join()).not.toContain('Prometheus');
  });

  it('costs no start when its port is taken', async () => {
    const { server, port } = await startSilentServer();
    backend = await startBackend([metricsEndpoint], { config: on(port) });
    expect(backend.logged).toContainEqual(
      expect.stringContaining(`127.0.0.1:${port} cannot be used`),
    );
    server.close();
  });
});
