import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { tellFirst } from '../../problems/tellFirst';
import type { UnplacedReason } from '../bridgeOptions';
import type { ReadCatalog } from './readScriptCatalog';
import type { ScriptEntry } from './ScriptEntry';

/**
 * Lists the scripts of a catalog for which there is no place in an environment. It is
 * no more than a warning where the same script has one in another environment.
 */
export function listUnplaced(
  { scripts, places }: ReadCatalog,
  environments: string[],
  unplacedReason: UnplacedReason,
): FlowProblem[] {
  const found = scripts.flatMap(entry => {
    const unplaced = environments.flatMap(
      environment => findUnplaced(entry, environment, unplacedReason) ?? [],
    );
    const isSomewhere =
      unplaced.some(({ isWhole }) => !isWhole) ||
      unplaced.length < environments.length;
    return unplaced.map(({ message }) => ({
      ...places[entry.id],
      flow: entry.id,
      message,
      ...(isSomewhere && { severity: 'warning' as const }),
    }));
  });
  return tellFirst(found);
}

function findUnplaced(
  { id, actions }: ScriptEntry,
  environment: string,
  unplacedReason: UnplacedReason,
): { message: string; isWhole: boolean } | undefined {
  const unplaced = actions.flatMap(action => {
    const why = unplacedReason({ script: id, action }, environment);
    return why === undefined ? [] : [{ name: action.name, why }];
  });
  if (unplaced.length === 0) return undefined;
  const isWhole = unplaced.length === actions.length;
  const names = unplaced.map(({ name }) => name).join(', ');
  const [{ why }] = unplaced;
  return {
    message: `scripts.${id}.runsOn.pod: ${isWhole ? '' : `${names} `}cannot be started in a pod in ${environment}: ${why}`,
    isWhole,
  };
}
