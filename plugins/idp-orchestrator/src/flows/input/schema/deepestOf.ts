import { fieldsOf } from './fieldsOf';
import {
  asSchema,
  isRecord,
  namedSchemas,
  type JsonSchema,
} from './JsonSchema';
import { waysOf, withoutWays } from './kindOf';
import { joinSchemas, resolveSchema } from './resolveSchema';

/** Parts within parts, at most; a schema may refer to itself. */
const DEEPEST = 10;

/** More fields than that nobody fills in, and a page with them does not move. */
const MOST_FIELDS = 400;

/** Ways to fill in a way to fill in a part, as far as they are counted. */
const MOST_CHOICES = 2;

/**
 * Tells how many levels of parts within parts a form has fields for: as many as
 * have a bearable number of fields together, though at least one. Lists, maps
 * and ways count as if there were one item, one field and every way, so how
 * deep a form is does not change while it is filled in.
 */
export function deepestOf(root: JsonSchema): number {
  let level = [root];
  let fields = 0;
  for (let depth = 1; depth <= DEEPEST; depth += 1) {
    const below: JsonSchema[] = [];
    for (const schema of level) {
      below.push(...partsOf(schema, root, MOST_CHOICES));
      if (fields + below.length > MOST_FIELDS) return Math.max(depth - 1, 1);
    }
    fields += below.length;
    level = below;
  }
  return DEEPEST;
}

function partsOf(
  schema: JsonSchema,
  root: JsonSchema,
  choices: number,
): JsonSchema[] {
  const resolved = resolveSchema(schema, root, undefined);
  const ways = waysOf(resolved);
  if (ways) {
    const rest = withoutWays(resolved);
    return choices === 0
      ? []
      : ways.flatMap(way =>
          partsOf(
            joinSchemas(resolveSchema(way, root, undefined), rest),
            root,
            choices - 1,
          ),
        );
  }
  const { patternProperties, additionalProperties, items } = resolved;
  return [
    ...Object.values(fieldsOf(resolved)),
    ...Object.values(namedSchemas(patternProperties)),
    ...[additionalProperties, items].filter(isRecord),
  ].map(asSchema);
}
