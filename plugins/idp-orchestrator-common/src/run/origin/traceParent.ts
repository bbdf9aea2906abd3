/**
 * The form of a `traceparent`, in the part that every version of it has.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
const TRACE_PARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}/;

/**
 * Reads the part of a `traceparent` header that every version of it has;
 * undefined for what is none.
 *
 * @public
 */
export function readTraceParent(header = ''): string | undefined {
  return TRACE_PARENT.exec(header)?.[0];
}
