import { namedSchemas, textsOf, type JsonSchema } from './JsonSchema';
import { isMap } from './kindOf';

/** The fields that are named, those included that are only said to be required. */
export function fieldsOf(schema: JsonSchema): Record<string, unknown> {
  const named = namedSchemas(schema.properties);
  const others = textsOf(schema.required)
    .filter(name => !Object.hasOwn(named, name) && !isMap(schema))
    .map(name => [name, schema.additionalProperties ?? true]);
  return { ...named, ...Object.fromEntries(others) };
}
