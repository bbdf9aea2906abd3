export { metricsEndpoint as default } from './metricsEndpoint';
