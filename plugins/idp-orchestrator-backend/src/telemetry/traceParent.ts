import type { SpanContext } from '@opentelemetry/api';

export function formatTraceParent({
  traceId,
  spanId,
  traceFlags,
}: SpanContext): string {
  const flags = traceFlags.toString(16).padStart(2, '0');
  return `00-${traceId}-${spanId}-${flags}`;
}

/** Parses a `traceparent` that was checked when the run was made. */
export function parseTraceParent(text: string): SpanContext {
  const [, traceId, spanId, flags] = text.split('-');
  return { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
}
