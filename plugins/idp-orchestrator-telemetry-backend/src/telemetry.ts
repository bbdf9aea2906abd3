import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { metricsEndpoint } from './metricsEndpoint';
import { otlpTracing } from './otlpTracing';

/**
 * Figures and traces, in one line of a backend.
 *
 * @public
 */
export const telemetry = createBackendFeatureLoader({
  loader: () => [metricsEndpoint, otlpTracing],
});
