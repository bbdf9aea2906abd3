import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { runSpanIds } from '@idp/backstage-plugin-idp-orchestrator-node';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
} from '@opentelemetry/sdk-trace-node';

/**
 * Sends traces to where `OTEL_EXPORTER_OTLP_ENDPOINT` points; without it none
 * are made. The exporter reads that variable and its kin by itself.
 */
export function startTracing(environment: NodeJS.ProcessEnv) {
  const provider = environment.OTEL_EXPORTER_OTLP_ENDPOINT
    ? registerProvider(environment.OTEL_SERVICE_NAME || 'backstage')
    : undefined;
  return createBackendPlugin({
    pluginId: 'tracing',
    register(env) {
      env.registerInit({
        deps: { lifecycle: coreServices.rootLifecycle },
        async init({ lifecycle }) {
          // What was not sent yet is sent.
          lifecycle.addShutdownHook(() => provider?.shutdown());
        },
      });
    },
  });
}

function registerProvider(serviceName: string): NodeTracerProvider {
  const named = resourceFromAttributes({ 'service.name': serviceName });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(named),
    idGenerator: runSpanIds,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return provider;
}
