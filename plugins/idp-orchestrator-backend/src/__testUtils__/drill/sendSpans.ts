import { runSpanIds } from '@idp/backstage-plugin-idp-orchestrator-node';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

/** Each span as soon as it is made, if there is somebody to send it to. */
export function sendSpans(environment: NodeJS.ProcessEnv): void {
  if (!environment.OTEL_EXPORTER_OTLP_ENDPOINT) return;
  new NodeTracerProvider({
    idGenerator: runSpanIds,
    spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())],
  }).register();
}
