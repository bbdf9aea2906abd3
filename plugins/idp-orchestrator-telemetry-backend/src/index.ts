/**
 * Figures for Prometheus and traces over OTLP, of a whole Backstage backend and
 * of the runs of the IDP Orchestrator.
 *
 * @packageDocumentation
 */
export { telemetry as default } from './telemetry';
export { metricsEndpoint } from './metricsEndpoint';
export { otlpTracing } from './otlpTracing';
