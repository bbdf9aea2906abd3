/** What somebody filled in: the flow's input, and what every run has. */
export interface FlowValues {
  input: Record<string, unknown>;
  environment?: string;
  reason?: string;
}

/** A flow's input schema, as far as the page looks into it. */
export interface InputSchema {
  properties?: Record<
    string,
    { writeOnly?: boolean; format?: string; default?: unknown } | undefined
  >;
}

/** Whether a field is not to be shown, kept in an address or sent to anybody. */
export function isSecret(schema: InputSchema, field: string): boolean {
  const property = schema.properties?.[field];
  return property?.writeOnly === true || property?.format === 'password';
}

/** Values out of an address; what cannot be read counts as not filled in. */
export function readFlowValues(query: URLSearchParams): FlowValues {
  return {
    input: parseObject(query.get('input')),
    environment: query.get('environment') ?? undefined,
    reason: query.get('reason') ?? undefined,
  };
}

/** Values as the query of an address; secrets, and what is so by default, left out. */
export function writeFlowValues(
  values: FlowValues,
  schema: InputSchema,
): URLSearchParams {
  const open = Object.entries(values.input).filter(
    ([field, value]) =>
      value !== undefined &&
      !isSecret(schema, field) &&
      !isDefault(schema, field, value),
  );
  const query = new URLSearchParams();
  if (open.length > 0) {
    query.set('input', JSON.stringify(Object.fromEntries(open)));
  }
  if (values.environment) query.set('environment', values.environment);
  if (values.reason) query.set('reason', values.reason);
  return query;
}

function isDefault(schema: InputSchema, field: string, value: unknown) {
  const usual = schema.properties?.[field]?.default;
  return JSON.stringify(value) === JSON.stringify(usual);
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
