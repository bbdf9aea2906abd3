import { InputError } from '@backstage/errors';
import {
  describeProblems,
  describeValue,
  isSecret,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { jsonSchemaProblems } from '../../problems/jsonSchemaProblems';
import { compileSchema } from '../../schemas/compileSchema';
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
  const check = compileSchema({
    type: 'object',
    additionalProperties: false,
    required: action.required,
    properties: Object.fromEntries(
      action.parameters.map(name => [name, entry.parameters[name]]),
    ),
  });
  // A script that is asked what it would do is given what its plan has checked.
  const checked = new WeakMap<Arguments, Arguments>();
  return args => {
    const known = checked.get(args);
    if (known) return known;
    const complete = structuredClone(args);
    const found = jsonSchemaProblems(check(complete));
    const problems = [...found.problems, ...findUnsendable(entry, complete)];
    if (problems.length === 0) {
      checked.set(args, complete);
      return complete;
    }
    throw new InputError(
      `The arguments of ${entry.id} ${action.name} are not usable: ${describeProblems(problems, found.more)}`,
    );
  };
}

/**
 * Finds arguments that no command line can carry. A list is sent with commas
 * between its items, so no item may have one.
 */
function findUnsendable(
  { parameters }: ScriptEntry,
  args: Arguments,
): Problem[] {
  return Object.entries(args).flatMap(([path, value]) =>
    Array.isArray(value)
      ? [
          ...value.flatMap((item, index) =>
            findComma(`${path}.${index}`, item).map(problem =>
              isSecret(parameters[path])
                ? { ...problem, got: 'a secret that has one' }
                : problem,
            ),
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
