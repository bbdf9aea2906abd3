import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createBackendFeatureLoader,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { runSpanIds } from '@idp/backstage-plugin-idp-orchestrator-node';
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
} from '@opentelemetry/sdk-trace-node';
import { logAtStart } from './logAtStart';

const PLUGIN_ID = 'idp-orchestrator-tracing';

/** So long (ms) a stop waits for what was not sent yet: a collector may be away. */
const LAST_SENDING_MS = 2_000;

/**
 * Sends traces to where `OTEL_EXPORTER_OTLP_ENDPOINT` points; without it none
 * are made. The exporter reads that variable and its kin by itself.
 *
 * @public
 */
export const otlpTracing = createBackendFeatureLoader({
  loader() {
    const { env } = process;
    const endpoint =
      env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
    if (!endpoint) return [];
    const provider = createProvider(env.OTEL_SERVICE_NAME || 'backstage');
    return register(provider)
      ? [senderOf(provider)]
      : [
          logAtStart(
            PLUGIN_ID,
            "This backend has a set-up of its own for OpenTelemetry's traces, which is left as it is. For those of runs give its tracer provider the idGenerator runSpanIds of @idp/backstage-plugin-idp-orchestrator-node",
          ),
        ];
  },
});

function createProvider(serviceName: string): NodeTracerProvider {
  const named = resourceFromAttributes({ 'service.name': serviceName });
  return new NodeTracerProvider({
    resource: defaultResource().merge(named),
    idGenerator: runSpanIds,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
}

/** Tells whether it was taken. Of one that was not, neither context nor propagation are set. */
function register(provider: NodeTracerProvider): boolean {
  if (!trace.setGlobalTracerProvider(provider)) return false;
  // It sets itself once more, which is refused while it is there.
  trace.disable();
  provider.register();
  return true;
}

function senderOf(provider: NodeTracerProvider) {
  return createBackendPlugin({
    pluginId: PLUGIN_ID,
    register(env) {
      env.registerInit({
        deps: {
          logger: coreServices.logger,
          lifecycle: coreServices.rootLifecycle,
        },
        async init({ logger, lifecycle }) {
          logger.info('Traces are sent over OTLP');
          lifecycle.addShutdownHook(async () => {
            const waiting = sleep(LAST_SENDING_MS, undefined, { ref: false });
            await Promise.race([provider.shutdown(), waiting]);
          });
        },
      });
    },
  });
}
