import { InputError } from '@backstage/errors';
import {
  describeProblems,
  describeValue,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ErrorObject } from 'ajv';
import { nameNearest } from '../../problems/nameNearest';
import { compileSchema } from './compileSchema';
import { findTextProblems } from './processLimits';
import type { ScriptAction, ScriptEntry } from '../catalog/ScriptEntry';

export type Arguments = Record<string, unknown>;

type ArgumentCheck = (args: Arguments) => Arguments;

const checks = new WeakMap<ScriptAction, ArgumentCheck>();

/**
 * Checks the arguments of an action against the catalog's schemas and fills
 * in defaults.
 *
 * @throws InputError listing every problem
 */
export function checkArguments(
  entry: ScriptEntry,
  action: ScriptAction,
  args: Arguments,
): Arguments {
  let check = checks.get(action);
  if (!check) {
    check = createArgumentCheck(entry, action);
    checks.set(action, check);
  }
  return check(args);
}

function createArgumentCheck(
  entry: ScriptEntry,
  action: ScriptAction,
): ArgumentCheck {
  const validate = compileSchema({
    type: 'object',
    additionalProperties: false,
    required: action.required,
    properties: Object.fromEntries(
      action.parameters.map(name => [name, entry.parameters[name]]),
    ),
  });
  return args => {
    const complete = structuredClone(args);
    const valid = validate(complete);
    const problems = [
      ...(valid ? [] : (validate.errors ?? [])).map(error =>
        toProblem(error, args, action),
      ),
      ...findUnsendable(complete),
    ];
    if (problems.length === 0) return complete;
    throw new InputError(
      `The arguments of ${entry.id} ${action.name} are not usable: ${describeProblems(problems)}`,
    );
  };
}

function toProblem(
  { instancePath, keyword, message, params }: ErrorObject,
  args: Arguments,
  action: ScriptAction,
): Problem {
  const path = instancePath.slice(1).replaceAll('/', '.');
  switch (keyword) {
    case 'additionalProperties':
      return {
        path: params.additionalProperty,
        expected: `a parameter of ${action.name}`,
        got: `an unknown one. ${nameNearest(params.additionalProperty, action.parameters)}`,
      };
    case 'required':
      return {
        path: params.missingProperty,
        expected: 'a value',
        got: 'nothing',
      };
    default:
      return {
        path,
        expected: describeExpectation(keyword, params, message),
        got: describeValue(valueAt(args, path)),
      };
  }
}

function describeExpectation(
  keyword: string,
  params: ErrorObject['params'],
  message: string | undefined,
): string {
  if (keyword === 'enum') return `one of ${params.allowedValues.join(', ')}`;
  if (keyword === 'type') return `a value of type ${params.type}`;
  return (message ?? keyword)
    .replace(/^must be /, '')
    .replace(/^must /, 'a value that must ');
}

/** A list is sent with commas between its items. */
function findUnsendable(args: Arguments): Problem[] {
  return Object.entries(args).flatMap(([path, value]) =>
    Array.isArray(value)
      ? [
          ...value.flatMap((item, index) =>
            findComma(`${path}.${index}`, item),
          ),
          ...findTextProblems(path, value.join(',')),
        ]
      : findTextProblems(path, String(value)),
  );
}

function findComma(path: string, item: unknown): Problem[] {
  return typeof item === 'object' || String(item).includes(',')
    ? [{ path, expected: 'text without a comma', got: describeValue(item) }]
    : [];
}

function valueAt(args: Arguments, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[key],
      args,
    );
}
