import type { z } from 'zod';
import type { ScriptSource } from './catalogSchema';

/** The names by which the start of a script says how it is to be done. */
const OF_STARTS = ['action', 'args', 'dry_run', 'environment'];

type Report = z.RefinementCtx<ScriptSource>;

/** Checks that what the file names is in it. */
export function checkNames(source: ScriptSource, context: Report): void {
  const refuse = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const expectOneOf = (known: string[], name: string, path: PropertyKey[]) => {
    if (known.includes(name)) return;
    refuse(path, `one of ${known.join(', ') || '(there is none)'}`);
  };
  const actions = Object.keys(source.actions);
  if (source.defaultAction !== undefined) {
    expectOneOf(actions, source.defaultAction, ['defaultAction']);
  } else if (actions.length > 1) {
    refuse(['defaultAction'], `one of ${actions.join(', ')}`);
  }
  const parameters = Object.keys(source.parameters);
  const { serviceParameter } = source;
  if (serviceParameter !== undefined) {
    expectOneOf(parameters, serviceParameter, ['serviceParameter']);
  }
  source.required.forEach((parameter, index) =>
    expectOneOf(parameters, parameter, ['required', index]),
  );
  for (const [name, action] of Object.entries(source.actions)) {
    const path = ['actions', name];
    const taken = action.parameters ?? parameters;
    action.parameters?.forEach((parameter, index) =>
      expectOneOf(parameters, parameter, [...path, 'parameters', index]),
    );
    action.required.forEach((parameter, index) =>
      expectOneOf(taken, parameter, [...path, 'required', index]),
    );
    const isMeant = !serviceParameter || taken.includes(serviceParameter);
    if (action.controls.length > 0 && !isMeant) {
      refuse(
        [...path, 'controls'],
        `an action that takes ${serviceParameter}, the parameter that names the service`,
      );
    }
  }
  checkAliases('actions', source.actions, refuse);
  checkAliases('parameters', source.parameters, refuse);
}

/** Another name must not be one that something has already. */
function checkAliases(
  where: string,
  named: Record<string, { aliases: string[] }>,
  refuse: (path: PropertyKey[], message: string) => void,
): void {
  const taken = new Map(Object.keys(named).map(name => [name, name]));
  for (const [name, { aliases }] of Object.entries(named)) {
    aliases.forEach((alias, index) => {
      const path = [where, name, 'aliases', index];
      if (where === 'parameters' && OF_STARTS.includes(alias)) {
        const expected = `another name: starts have ${OF_STARTS.join(', ')} themselves`;
        refuse(path, expected);
        return;
      }
      const other = taken.get(alias);
      taken.set(alias, name);
      if (other === undefined) return;
      refuse(path, `a name that is not that of ${other} already`);
    });
  }
}
