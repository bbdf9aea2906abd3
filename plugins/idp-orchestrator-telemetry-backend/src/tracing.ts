export { otlpTracing as default } from './otlpTracing';
