import type {
  InputSchema,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';

export interface PlacedProblems {
  /** For fields of the form; their paths begin in the input. */
  fields: Problem[];
  /** For no field of the form. */
  others: Problem[];
}

/** Sorts what the backend found wrong to the fields that it is about. */
export function placeProblems(
  problems: Problem[],
  schema: InputSchema,
  input: Record<string, unknown> = {},
): PlacedProblems {
  const placed: PlacedProblems = { fields: [], others: [] };
  for (const problem of problems) {
    const path = problem.path.replace(/^input\.?/, '');
    const [first] = path.split('.');
    const isShown = schema.properties?.[first] || Object.hasOwn(input, first);
    if (isShown) placed.fields.push({ ...problem, path });
    else placed.others.push(problem);
  }
  return placed;
}
