import { randomBytes } from 'node:crypto';

/**
 * The ids that a span is to have: 32 and 16 lowercase hexadecimal digits.
 *
 * @public
 */
export interface SpanIds {
  traceId: string;
  spanId: string;
}

let wanted: SpanIds | undefined;

/**
 * An `IdGenerator` for the tracer provider of a backend whose runs are traced.
 * A run outlives processes, so the ids of its spans follow from what it is, and
 * whoever writes its end knows them. All other spans get ids by chance, as
 * without it.
 *
 * @see https://opentelemetry.io/docs/specs/otel/trace/sdk/#id-generators
 *
 * @public
 */
export const runSpanIds = {
  generateTraceId: (): string =>
    wanted?.traceId ?? randomBytes(16).toString('hex'),
  generateSpanId: (): string =>
    wanted?.spanId ?? randomBytes(8).toString('hex'),
};

/**
 * Gives these ids to the span that `start` starts, if the tracer provider has
 * {@link runSpanIds}. For the orchestrator itself.
 *
 * @public
 */
export function withSpanIds<T>(ids: SpanIds, start: () => T): T {
  wanted = ids;
  try {
    return start();
  } finally {
    wanted = undefined;
  }
}
