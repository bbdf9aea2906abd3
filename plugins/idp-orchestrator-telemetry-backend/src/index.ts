export * from './metricsEndpoint';
export * from './startTracing';
