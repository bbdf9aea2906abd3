import type {
  InputSchema,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Errors by field, as the form wants them. */
export interface FieldErrors {
  [field: string]: FieldErrors | string[] | undefined;
  __errors?: string[];
}

export interface PlacedProblems {
  /** For fields of the form. */
  fields: FieldErrors;
  /** For no field of the form. */
  others: Problem[];
}

/** Sorts what the backend found wrong to the fields that it is about. */
export function placeProblems(
  problems: Problem[],
  schema: InputSchema,
): PlacedProblems {
  const placed: PlacedProblems = { fields: {}, others: [] };
  for (const problem of problems) {
    const path = problem.path.replace(/^input\.?/, '').split('.');
    if (schema.properties?.[path[0]]) addAt(placed.fields, path, problem);
    else placed.others.push(problem);
  }
  return placed;
}

function addAt(errors: FieldErrors, path: string[], problem: Problem) {
  let at = errors;
  for (const part of path) {
    at[part] ??= {};
    at = at[part] as FieldErrors;
  }
  at.__errors = [
    ...(at.__errors ?? []),
    `expected ${problem.expected}, got ${problem.got}`,
  ];
}
