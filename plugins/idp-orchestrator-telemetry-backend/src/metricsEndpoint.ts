import {
  coreServices,
  createBackendFeatureLoader,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { logAtStart } from './logAtStart';
import { createFiguresServer, listen } from './figuresServer';
import { readMetricsAddress, type MetricsAddress } from './readMetricsAddress';

const PLUGIN_ID = 'idp-orchestrator-metrics';

/**
 * Figures of every plugin at `/metrics`, for Prometheus, on a port of their
 * own. They are those of this process, so each replica is scraped.
 *
 * A meter that is asked for before there is a provider measures nothing for
 * ever. So it is a loader: Backstage runs those before it makes any service or
 * plugin, in whatever order features are added.
 *
 * @public
 */
export const metricsEndpoint = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  loader({ config }) {
    const address = readMetricsAddress(config, process.env);
    if (!address) return [];
    const exporter = new PrometheusExporter({ preventServerStart: true });
    const provider = new MeterProvider({ readers: [exporter] });
    return metrics.setGlobalMeterProvider(provider)
      ? [endpointOf(exporter, address)]
      : [
          logAtStart(
            PLUGIN_ID,
            `This backend has a set-up of its own for OpenTelemetry's metrics, which is left as it is: figures go where that sends them, and nothing is served at ${address.host}:${address.port}`,
          ),
        ];
  },
});

function endpointOf(exporter: PrometheusExporter, address: MetricsAddress) {
  return createBackendPlugin({
    pluginId: PLUGIN_ID,
    register(env) {
      env.registerInit({
        deps: {
          logger: coreServices.logger,
          lifecycle: coreServices.rootLifecycle,
        },
        async init({ logger, lifecycle }) {
          const server = createFiguresServer(exporter);
          await listen(server, { ...address, logger });
          lifecycle.addShutdownHook(() => {
            server.close();
            server.closeAllConnections();
          });
        },
      });
    },
  });
}
