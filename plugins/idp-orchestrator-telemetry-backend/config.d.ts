export interface Config {
  /** Figures and traces of this backend. Traces are set up by OTEL_EXPORTER_OTLP_ENDPOINT and its kin. */
  idpOrchestratorTelemetry?: {
    /** Figures for Prometheus, at `/metrics`. */
    metrics?: {
      /** From 1 to 65535, or `off`; IDP_METRICS_PORT, or 9464, when absent. */
      port?: number | string;
      /** The address to listen on; 127.0.0.1 when absent. */
      host?: string;
    };
  };
}
