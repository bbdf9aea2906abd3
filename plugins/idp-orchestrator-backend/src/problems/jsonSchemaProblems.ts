import {
  describeValue,
  wordsOfKeyword,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ErrorObject } from 'ajv';
import { nameNearest } from './nameNearest';

/**
 * Converts what a JSON Schema's validator (ajv with `verbose`) found into the
 * problems that callers are told: each at its dotted path, below `root` if
 * there is one, and each once, though several branches of a schema find it.
 */
export function jsonSchemaProblems(
  errors: ErrorObject[] | null | undefined,
  root?: string,
): Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of errors ?? []) {
    const problem = toProblem(error, root);
    problems.set(JSON.stringify(problem), problem);
  }
  return [...problems.values()];
}

function toProblem(error: ErrorObject, root: string | undefined): Problem {
  const path = [...(root ? [root] : []), ...readPointer(error.instancePath)];
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      return {
        path: [...path, name].join('.'),
        expected: 'a known name',
        got: `an unknown one. ${nameNearest(name, known)}`,
      };
    }
    case 'required':
      return {
        path: [...path, params.missingProperty].join('.'),
        expected: 'a value',
        got: 'nothing',
      };
    default:
      return {
        path: path.join('.'),
        expected: wordsOfKeyword(error),
        got: describeValue(error.data),
      };
  }
}

/** Splits a JSON Pointer (RFC 6901) into its steps. */
function readPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
