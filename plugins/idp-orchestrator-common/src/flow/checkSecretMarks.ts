import { describeValue, type Problem } from '../problem';
import { partsOf, referencesOf, type Schema } from './schemaParts';
import { isSecret } from './secretInput';

const INSTEAD =
  'mark the field itself under properties, or what is in a list under items';

/** The input's schema, or a schema in it. */
interface Place {
  path: string[];
  schema: Schema;
  /**
   * The place on the way to it from which on secrets are not hidden, if there
   * is one.
   */
  shownSince?: string;
}

/**
 * Lists what an input schema marks as secret where no mark is looked for, so
 * that its author would believe hidden what everybody sees.
 */
export function checkSecretMarks(input: Schema): Problem[] {
  const shownSince = 'for the input as a whole';
  const root = { path: [], schema: input };
  if (isSecret(input)) return markProblems({ ...root, shownSince });
  return placesIn(root).flatMap(place => [
    ...markProblems(place),
    ...referenceProblems(place, input),
  ]);
}

/**
 * Lists every schema but those that are hidden, and so may hold what they want.
 */
function placesIn(root: Place): Place[] {
  const places: Place[] = [];
  const open = [root];
  // YAML can put one schema in several places, also into itself.
  const seen = { hidden: new Set<Schema>(), shown: new Set<Schema>() };
  for (let place = open.shift(); place; place = open.shift()) {
    const { schema, shownSince } = place;
    const known = shownSince ? seen.shown : seen.hidden;
    if (known.has(schema) || (isSecret(schema) && !shownSince)) continue;
    known.add(schema);
    places.push(place);
    open.push(...within(place));
  }
  return places;
}

function within({ path, schema, shownSince }: Place): Place[] {
  return partsOf(schema).map(({ keyword, isOneOfMany, ...part }) => {
    const isHidden =
      keyword === 'properties' || (keyword === 'items' && !isOneOfMany);
    return {
      path: [...path, ...part.path],
      schema: part.schema,
      shownSince: shownSince ?? (isHidden ? undefined : `under ${keyword}`),
    };
  });
}

function markProblems({ path, schema, shownSince }: Place): Problem[] {
  if (!shownSince || !isSecret(schema)) return [];
  const mark = schema.writeOnly === true ? 'writeOnly' : 'format';
  return [
    {
      path: ['input', ...path, mark].join('.'),
      expected: `no mark of a secret ${shownSince}, where it would not be hidden (${INSTEAD})`,
      got: describeValue(schema[mark]),
    },
  ];
}

function referenceProblems({ path, schema }: Place, root: Schema): Problem[] {
  return referencesOf(schema, root)
    .filter(({ to }) => leadsToSecret(to, root))
    .map(({ keyword }) => ({
      path: ['input', ...path, keyword].join('.'),
      expected: `no reference to what is marked as secret, since it would not be hidden here (${INSTEAD})`,
      got: describeValue(schema[keyword]),
    }));
}

function leadsToSecret(
  schema: Schema,
  root: Schema,
  seen = new Set<Schema>(),
): boolean {
  if (isSecret(schema)) return true;
  if (seen.has(schema)) return false;
  seen.add(schema);
  return [
    ...partsOf(schema).map(part => part.schema),
    ...referencesOf(schema, root).map(({ to }) => to),
  ].some(one => leadsToSecret(one, root, seen));
}
