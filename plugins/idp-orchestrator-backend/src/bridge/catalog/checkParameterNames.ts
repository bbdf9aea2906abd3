import { isSecret } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';
import { optionName, secretVariable } from './optionName';

interface Parameters {
  parameters: Record<string, Record<string, unknown>>;
  supportsDryRun: boolean;
  json: boolean;
  actions: Record<
    string,
    { parameters?: string[]; supportsDryRun?: boolean; json?: boolean }
  >;
}

type Report = Pick<z.RefinementCtx, 'addIssue'>;

/**
 * Refuses parameters that a script could not tell apart: two that come to it by
 * one name, and one that comes by the option which a dry run or JSON is asked
 * for with.
 */
export function checkParameterNames(source: Parameters, context: Report): void {
  const taken = new Map<string, string>();
  for (const [name, schema] of Object.entries(source.parameters)) {
    const given = isSecret(schema) ? secretVariable(name) : optionName(name);
    const other = taken.get(given) ?? ownOption(source, name, given);
    if (!taken.has(given)) taken.set(given, name);
    if (other === undefined) continue;
    context.addIssue({
      code: 'custom',
      path: ['parameters', name],
      message: `a name by which it is told apart from ${other}: a script gets both as ${given}`,
    });
  }
}

/** Names what an action that takes the parameter is asked for by this option. */
function ownOption(
  source: Parameters,
  name: string,
  option: string,
): string | undefined {
  const actions = Object.values(source.actions).filter(
    action => !action.parameters || action.parameters.includes(name),
  );
  if (
    option === '--dry-run' &&
    actions.some(action => action.supportsDryRun ?? source.supportsDryRun)
  ) {
    return 'the dry run (supportsDryRun)';
  }
  if (option === '--json' && actions.some(action => action.json ?? source.json))
    return 'the wish for JSON (json)';
  return undefined;
}
