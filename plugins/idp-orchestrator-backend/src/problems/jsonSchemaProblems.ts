import {
  describeValue,
  hasSecrets,
  joinPath,
  wordsOfKeyword,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ErrorObject } from 'ajv';
import { askIfMeant, nameNearest } from './nameNearest';
import { ProblemList } from './ProblemList';

/**
 * Converts what a JSON Schema's validator (ajv with `verbose`) found into the
 * problems that callers are told: each at its dotted path, below `root` if
 * there is one, and each once, though several branches of a schema find it.
 */
export function jsonSchemaProblems(
  errors: ErrorObject[] | null | undefined,
  root?: string,
): ProblemList {
  const list = new ProblemList();
  const told = new Set<string>();
  for (const error of errors ?? []) {
    if (list.isFull) {
      list.more += 1;
      continue;
    }
    const problem = toProblem(error, root);
    const text = JSON.stringify(problem);
    if (!told.has(text)) list.add(() => problem);
    told.add(text);
  }
  return list;
}

function toProblem(error: ErrorObject, root: string | undefined): Problem {
  const path = [...(root ? [root] : []), ...readPointer(error.instancePath)];
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      return {
        path: joinPath([...path, name]),
        expected: 'a known name',
        got: `an unknown one. ${nameNearest(name, known)}`,
      };
    }
    case 'required':
      return {
        path: joinPath([...path, String(params.missingProperty)]),
        expected: 'a value',
        got: 'nothing',
      };
    default:
      return {
        path: joinPath(path),
        expected: wordsOfKeyword(error),
        // A schema that has a mark is told nothing of what was typed.
        got: hasSecrets(error.parentSchema)
          ? 'something that is not shown, since it is secret'
          : describeGot(error),
      };
  }
}

/** Describes what was given; of a name that is none of those allowed also which may have been meant. */
function describeGot({ data, keyword, params }: ErrorObject): string {
  const got = describeValue(data);
  if (keyword !== 'enum' || typeof data !== 'string') return got;
  const { allowedValues } = params as { allowedValues: unknown[] };
  const names = allowedValues.filter(one => typeof one === 'string');
  const meant = askIfMeant(data, names);
  return meant ? `${got}. ${meant}` : got;
}

/** Splits a JSON Pointer (RFC 6901) into its steps. */
function readPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
