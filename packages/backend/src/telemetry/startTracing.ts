import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
} from '@opentelemetry/sdk-trace-node';

/**
 * Sends traces to where `OTEL_EXPORTER_OTLP_ENDPOINT` points; without it none
 * are made. The exporter reads that variable and its kin by itself.
 */
export function startTracing(environment: NodeJS.ProcessEnv): void {
  if (!environment.OTEL_EXPORTER_OTLP_ENDPOINT) return;
  new NodeTracerProvider({
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  }).register();
}
