import {
  withoutSecrets,
  type InputSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What somebody filled in: the flow's input, and what every run has. */
export interface FlowValues {
  input: Record<string, unknown>;
  environment?: string;
  reason?: string;
}

/** Values out of an address; what cannot be read, and what no address should hold, counts as not filled in. */
export function readFlowValues(
  query: URLSearchParams,
  schema: InputSchema,
): FlowValues {
  return {
    input: withoutSecrets(parseObject(query.get('input')), schema),
    environment: query.get('environment') ?? undefined,
    reason: query.get('reason') ?? undefined,
  };
}

/** Values as the query of an address; secrets, and what is so by default, left out. */
export function writeFlowValues(
  values: FlowValues,
  schema: InputSchema,
): URLSearchParams {
  const open = Object.entries(withoutSecrets(values.input, schema)).filter(
    ([field, value]) => value !== undefined && !isDefault(schema, field, value),
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
  const property = schema.properties?.[field];
  const usual = typeof property === 'object' ? property.default : undefined;
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
