import {
  findActionOf,
  findScriptOf,
  type ScriptDescription,
} from '../../ports';
import type { ScriptControl, ServiceFields } from '../ServiceFields';
import type { ServiceClaim } from './readCatalogService';

export interface ClaimLimits {
  environment: string;
  /** True when app-config has a service of this name, which it alone decides about. */
  isConfigured: boolean;
  /** True when app-config says that only its own people write entities of services. */
  isTrusted: boolean;
  /** The scripts of the environment. */
  scripts: ScriptDescription[];
}

/** What counts of a claim, and what does not and why. */
export interface LimitedClaim {
  fields: ServiceFields;
  problems: string[];
}

/**
 * Leaves of a claim what anybody may say of a service. Anybody may write an
 * entity, and what controls a service runs with the rights of the platform: so
 * an entity describes a service of app-config and no more, and of others it
 * chooses a script only where the script catalog lets it.
 */
export function limitClaim(
  claim: ServiceClaim,
  limits: ClaimLimits,
): LimitedClaim {
  const { annotations: _, ...fields } = claim;
  if (limits.isTrusted) return { fields, problems: [] };
  return limits.isConfigured
    ? describeOnly(claim)
    : withoutForeignControl(claim, limits);
}

function describeOnly(claim: ServiceClaim): LimitedClaim {
  const { name, title, description, dependsOn, entityRef } = claim;
  const unused = claim.annotations.filter(one => one !== 'service');
  const told = `app-config has the service ${name}, so its annotations ${unused.join(', ')} are not used: say it in idpOrchestrator.services`;
  return {
    fields: { name, title, description, dependsOn, entityRef },
    problems: unused.length > 0 ? [told] : [],
  };
}

const IN_CONFIGURATION =
  'or list the service in idpOrchestrator.services with its control';

function withoutForeignControl(
  claim: ServiceClaim,
  limits: ClaimLimits,
): LimitedClaim {
  const { annotations: _, script, namespaces, selector, ...fields } = claim;
  const workload =
    namespaces || selector
      ? [
          'its annotations namespaces and selector are not used, since an entity may not choose the workload that is stopped: list the service in idpOrchestrator.services with its control',
        ]
      : [];
  if (!script) return withReason(fields, workload);
  const checked = checkScript(script, limits);
  return typeof checked === 'string'
    ? withReason(fields, [checked, ...workload])
    : { fields: { ...fields, script: checked }, problems: workload };
}

function withReason(fields: ServiceFields, problems: string[]): LimitedClaim {
  const [uncontrolledBecause] = problems;
  return { fields: { ...fields, uncontrolledBecause }, problems };
}

/** Finds the control that the script catalog lets an entity choose, or says why it does not. */
function checkScript(
  { script, actions, serviceParameter }: ScriptControl,
  { scripts, environment }: ClaimLimits,
): ScriptControl | string {
  const found = findScriptOf(scripts, script);
  if (!found) {
    return `its annotation names the script ${script}, which the script catalog of ${environment} does not list: name one of it, ${IN_CONFIGURATION}`;
  }
  for (const operation of ['start', 'stop'] as const) {
    const name = actions[operation];
    const action = findActionOf(found, name);
    if (!action?.controls?.includes(operation)) {
      const what = action ? 'does not mark' : 'does not have';
      return `its annotations choose the action ${name} of the script ${script} to ${operation} it, which the script catalog ${what}: mark an action there by controls: [${operation}], ${IN_CONFIGURATION}`;
    }
  }
  const { serviceParameter: parameter } = found;
  if (serviceParameter !== undefined && serviceParameter !== parameter) {
    return `its annotation service-parameter is ${serviceParameter}, but the script catalog ${parameter ? `has the name of the service in ${parameter}` : `names no serviceParameter of the script ${script}`}: leave the annotation out, ${IN_CONFIGURATION}`;
  }
  return { script, actions, serviceParameter: parameter };
}
