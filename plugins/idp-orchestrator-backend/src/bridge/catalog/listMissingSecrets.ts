import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { nameNearest } from '../../problems/nameNearest';
import { tellFirst } from '../../problems/tellFirst';
import type { ReadCatalog } from './readScriptCatalog';

/** Lists the secrets that scripts of a catalog need, and the configuration does not have. */
export function listMissingSecrets(
  { scripts, places }: ReadCatalog,
  secrets: Record<string, string>,
): FlowProblem[] {
  const found = scripts.flatMap(({ id, actions }) => {
    const wanted = new Map(
      actions.flatMap(action => Object.entries(action.secrets)),
    );
    return [...wanted]
      .filter(([, name]) => !Object.hasOwn(secrets, name))
      .map(([variable, name]) => ({
        ...places[id],
        flow: id,
        message: `scripts.${id}.secrets.${variable}: expected a secret that the configuration has (idpOrchestrator.secrets), got ${name}. ${nameNearest(name, Object.keys(secrets))}`,
      }));
  });
  return tellFirst(found);
}
