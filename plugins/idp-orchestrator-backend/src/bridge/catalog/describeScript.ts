import type { ScriptDescription } from '../../ports';
import type { ScriptEntry } from './ScriptEntry';

/**
 * Describes a script to the rest of the backend, which learns neither where it
 * is nor which secrets it gets.
 */
export function describeScript(entry: ScriptEntry): ScriptDescription {
  const { id, title, description, risk, defaultAction, parameters } = entry;
  const { serviceParameter } = entry;
  return {
    id,
    aliases: entry.aliases,
    title,
    description,
    risk,
    defaultAction,
    parameters,
    parameterAliases: entry.parameterAliases,
    ...(serviceParameter && { serviceParameter }),
    actions: entry.actions.map(action => ({
      name: action.name,
      aliases: action.aliases,
      title: action.title,
      description: action.description,
      risk: action.risk,
      readOnly: action.readOnly,
      supportsDryRun: action.dryRun !== undefined,
      parameters: action.parameters,
      required: action.required,
      controls: action.controls,
      touches: action.touches,
      runsOn: action.runsOn,
    })),
  };
}
