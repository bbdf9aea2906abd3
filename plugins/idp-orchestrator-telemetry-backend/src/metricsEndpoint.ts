import { createServer, type Server } from 'node:http';
import {
  coreServices,
  createBackendPlugin,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

const DEFAULT_PORT = 9464;

/**
 * Figures of every plugin at `/metrics`, for Prometheus, on a port of their
 * own: `IDP_METRICS_PORT`, or `off`. They are made for this process only, so
 * each replica is scraped.
 */
export function createMetricsEndpoint(environment: NodeJS.ProcessEnv) {
  const port = readPort(environment.IDP_METRICS_PORT);
  const exporter = new PrometheusExporter({ preventServerStart: true });
  // Before any plugin asks for its meter.
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [exporter] }));
  return createBackendPlugin({
    pluginId: 'metrics-endpoint',
    register(env) {
      env.registerInit({
        deps: {
          logger: coreServices.logger,
          lifecycle: coreServices.rootLifecycle,
        },
        async init({ logger, lifecycle }) {
          if (port === undefined) return;
          const host = environment.IDP_HOST || '127.0.0.1';
          const server = serve(exporter);
          await listen(server, { port, host, logger });
          lifecycle.addShutdownHook(() => {
            server.close();
            server.closeAllConnections();
          });
        },
      });
    },
  });
}

function serve(exporter: PrometheusExporter): Server {
  return createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics') {
      exporter.getMetricsRequestHandler(request, response);
      return;
    }
    response.writeHead(404).end('Figures are at /metrics\n');
  });
}

/** A port that is taken costs the figures, not the portal. */
function listen(
  server: Server,
  { port, host, logger }: { port: number; host: string; logger: LoggerService },
): Promise<void> {
  return new Promise(resolve => {
    server.on('error', error => {
      logger.warn(
        `No figures for Prometheus: ${host}:${port} cannot be used (${error.message}). Set IDP_METRICS_PORT to a free port, or to off`,
      );
      resolve();
    });
    server.listen(port, host, () => {
      logger.info(`Figures for Prometheus at http://${host}:${port}/metrics`);
      resolve();
    });
  });
}

function readPort(text: string | undefined): number | undefined {
  if (!text) return DEFAULT_PORT;
  if (text === 'off') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(
    `IDP_METRICS_PORT is ${text}: expected a port from 1 to 65535, or off`,
  );
}
