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
import type { Passing } from '../catalog/passing';
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

/** Finds arguments that cannot reach the script as they are. */
function findUnsendable(entry: ScriptEntry, args: Arguments): Problem[] {
  const known = Object.entries(args).filter(([name]) =>
    Object.hasOwn(entry.passing, name),
  );
  return known.flatMap(([path, value]) => {
    const passing = entry.passing[path];
    const items = Array.isArray(value) ? value : [value];
    const separator = Array.isArray(value) ? separatorOf(passing) : undefined;
    const problems = items.flatMap((item, index) =>
      findItemProblems(item, {
        path: Array.isArray(value) ? `${path}.${index}` : path,
        separator,
        isLeading: passing.kind === 'positional' && !entry.endOfOptions,
      }).map(problem =>
        isSecret(entry.parameters[path])
          ? { ...problem, got: 'a secret that is not' }
          : problem,
      ),
    );
    if (passing.kind === 'stdin' || passing.kind === 'file') return problems;
    return [...problems, ...findTextProblems(path, items.join(separator))];
  });
}

/** The text that tells the items of a list apart, where something has to. */
function separatorOf(passing: Passing): string | undefined {
  switch (passing.kind) {
    case 'option':
      return passing.list === 'joined' ? passing.separator : undefined;
    case 'variable':
      return ',';
    case 'stdin':
    case 'file':
      return '\n';
    default:
      return undefined;
  }
}

function findItemProblems(
  item: unknown,
  {
    path,
    separator,
    isLeading,
  }: { path: string; separator: string | undefined; isLeading: boolean },
): Problem[] {
  const got = describeValue(item);
  if (separator !== undefined && typeof item === 'object') {
    return [{ path, expected: 'a text or a number', got }];
  }
  if (separator !== undefined && String(item).includes(separator)) {
    const expected = `text without ${SEPARATORS[separator] ?? JSON.stringify(separator)}`;
    return [{ path, expected, got }];
  }
  // Whoever calls must not choose options of the script.
  if (isLeading && typeof item === 'string' && item.startsWith('-')) {
    const expected =
      'text that does not begin with -, which the script would take for an option (endOfOptions in the catalog lets it through)';
    return [{ path, expected, got }];
  }
  return [];
}

const SEPARATORS: Record<string, string> = {
  ',': 'a comma',
  '\n': 'a line end',
};
