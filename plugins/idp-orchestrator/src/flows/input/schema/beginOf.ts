import { fillDefaults } from './fillDefaults';
import type { JsonSchema } from './JsonSchema';
import { kindOf } from './kindOf';
import { resolveSchema } from './resolveSchema';

/** What is there when somebody adds an item, or a field of a map: what its default gives, or an empty object or list to be filled. */
export function beginOf(schema: JsonSchema, root: JsonSchema): unknown {
  const given = fillDefaults(schema, undefined, root);
  if (given !== undefined) return given;
  switch (kindOf(resolveSchema(schema, root, undefined))) {
    case 'object':
      return {};
    case 'list':
    case 'texts':
      return [];
    default:
      return undefined;
  }
}
