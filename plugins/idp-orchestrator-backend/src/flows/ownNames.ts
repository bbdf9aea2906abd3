import { InputError } from '@backstage/errors';
import { findActionOf, type ScriptDescription } from '../ports';
import type { CatalogFlow } from './CatalogFlow';
import { placeArguments } from './taskArguments';

type Values = Record<string, unknown>;

/**
 * Gives the input of a script's flow, in which action and parameters may have
 * other names that the script catalog has for them, their own.
 *
 * @throws InputError for a parameter that is given by two of its names
 */
export function withOwnNames(
  { flow, kind }: Pick<CatalogFlow, 'flow' | 'kind'>,
  script: ScriptDescription | undefined,
  input: Values,
): Values {
  if (kind !== 'task' || !script) return input;
  const known = new Set(Object.keys(flow.input.properties ?? {}));
  const aliases = script.parameterAliases ?? {};
  const isOther = (name: string) =>
    !known.has(name) && Object.hasOwn(aliases, name);
  const own: Values = Object.fromEntries(
    Object.entries(input).filter(([name]) => !isOther(name)),
  );
  for (const [name, value] of Object.entries(input)) {
    if (!isOther(name)) continue;
    const placed = placeArguments(flow, { [aliases[name]]: value });
    for (const [key, one] of Object.entries(placed)) {
      own[key] = put(own[key], one, { name, of: aliases[name], key });
    }
  }
  const action =
    typeof own.action === 'string'
      ? findActionOf(script, own.action)
      : undefined;
  return action ? { ...own, action: action.name } : own;
}

/** Parameters that the start itself has names of stand in one field together. */
function put(
  there: unknown,
  value: unknown,
  { name, of, key }: { name: string; of: string; key: string },
): unknown {
  const isNested = key !== of;
  if (isNested && !Object.hasOwn((there ?? {}) as Values, of)) {
    return { ...(there as Values | undefined), ...(value as Values) };
  }
  if (there === undefined) return value;
  throw new InputError(
    `${of} is given twice: ${name} is another name of it. Give one of them`,
  );
}
