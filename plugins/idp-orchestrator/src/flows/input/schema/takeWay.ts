import { checkValue } from './checkValue';
import { fillFields } from './fillDefaults';
import {
  asSchema,
  isRecord,
  namedSchemas,
  textsOf,
  type JsonSchema,
} from './JsonSchema';
import { isFixed } from './kindOf';
import { resolveSchema } from './resolveSchema';

/** What is missing can still be filled in; whatever else does not fit speaks against a way. */
const MISSING = new Set(['required', 'minItems', 'minLength', 'minProperties']);

interface Filled {
  ways: JsonSchema[];
  /** What all ways have in common. */
  rest: JsonSchema;
  value: unknown;
  root: JsonSchema;
}

/** Which of several ways a value was filled in by; none where that cannot be told. */
export function findWay({
  ways,
  rest,
  value,
  root,
}: Filled): number | undefined {
  if (value === undefined) return undefined;
  const found = ways.map(way =>
    checkValue(way, value, { root, matches: () => true }),
  );
  const indexesOf = (isMeant: (findings: (typeof found)[number]) => boolean) =>
    found.flatMap((findings, index) => (isMeant(findings) ? [index] : []));
  const fitting = indexesOf(findings => findings.length === 0);
  const possible = indexesOf(findings =>
    findings.every(({ keyword }) => MISSING.has(keyword)),
  );
  const common = namedSchemas(rest.properties);
  const saysWhich =
    !isRecord(value) ||
    Object.keys(value).some(name => !Object.hasOwn(common, name));
  // What all ways have says only by which it is when it can be no other one.
  const [first] = saysWhich && fitting.length > 0 ? fitting : [];
  return first ?? (possible.length === 1 ? possible[0] : undefined);
}

interface Taking {
  /** What is there now. */
  value: unknown;
  /** What all ways have in common. */
  rest: JsonSchema;
  /** The one that is chosen; none any more when absent. */
  way?: JsonSchema;
  root: JsonSchema;
}

/**
 * What is there when a way is chosen: the fields that all ways have, and those
 * of this one that can have one value only, since that was chosen with it.
 */
export function takeWay({ value, rest, way, root }: Taking): unknown {
  const common = namedSchemas(rest.properties);
  const kept = isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).filter(([name]) => Object.hasOwn(common, name)),
      )
    : {};
  const hasKept = Object.keys(kept).length > 0;
  if (!way) return hasKept ? kept : undefined;
  const resolved = resolveSchema(way, root, value);
  if (!isRecord(resolved.properties)) {
    if (isFixed(resolved)) return resolved.const ?? null;
    if (resolved.default !== undefined) return resolved.default;
    return hasKept ? kept : undefined;
  }
  const fixed = textsOf(resolved.required).flatMap(name => {
    const field = resolveSchema(
      asSchema(namedSchemas(resolved.properties)[name]),
      root,
      undefined,
    );
    return field.const === undefined ? [] : [[name, field.const]];
  });
  const taken = { ...kept, ...Object.fromEntries(fixed) };
  const filled = fillFields(resolved, taken, root);
  return Object.keys(filled).length > 0 ? filled : undefined;
}
