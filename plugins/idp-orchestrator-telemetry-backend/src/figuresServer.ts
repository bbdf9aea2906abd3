import { createServer, type Server } from 'node:http';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricsAddress } from './readMetricsAddress';

/** Makes a server that answers `GET /metrics` with the figures of now. */
export function createFiguresServer(
  exporter: Pick<PrometheusExporter, 'getMetricsRequestHandler'>,
): Server {
  return createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics') {
      exporter.getMetricsRequestHandler(request, response);
      return;
    }
    response.writeHead(404).end('Figures are at /metrics\n');
  });
}

/** Lets it listen. A port that is taken costs the figures, not the portal. */
export function listen(
  server: Server,
  { port, host, logger }: MetricsAddress & { logger: LoggerService },
): Promise<void> {
  return new Promise(resolve => {
    server.on('error', error => {
      logger.warn(
        `No figures for Prometheus: ${host}:${port} cannot be used (${error.message}). Set idpOrchestratorTelemetry.metrics.port, or IDP_METRICS_PORT, to a free port or to off`,
      );
      resolve();
    });
    server.listen(port, host, () => {
      logger.info(`Figures for Prometheus at http://${host}:${port}/metrics`);
      resolve();
    });
  });
}
