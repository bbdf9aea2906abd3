import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptDescription, ServiceDefinition } from '../ports';
import { settleAliases } from './aliases';
import { limitClaim } from './catalog/limitClaim';
import type { ServiceClaim } from './catalog/readCatalogService';
import { markCircles, type Listing } from './circles';
import { createService } from './createService';
import type { ServiceFields } from './ServiceFields';
import { findWellKnown } from './wellKnownServices';

/** All that is said of the services of one environment, and what of it counts. */
export interface ServiceSayings {
  environment: string;
  /** The services of app-config, by name. */
  configured: Map<string, ServiceFields>;
  /** The services that entities claim to be, by name. */
  claims: Map<string, ServiceClaim>;
  /** True when all that entities say counts. */
  isTrusted: boolean;
  scripts: ScriptDescription[];
  hasCluster: boolean;
}

/** Makes the services of an environment of all that is said of them. */
export function gatherServices(sayings: ServiceSayings): Listing {
  const { environment, configured, claims } = sayings;
  const gathered: Listing = { services: [], problems: [] };
  for (const name of new Set([...configured.keys(), ...claims.keys()])) {
    const { environments: only } = configured.get(name) ?? claims.get(name)!;
    if (only && !only.includes(environment)) continue;
    const one = gatherOne(name, sayings);
    gathered.services.push(one.service);
    gathered.problems.push(...one.problems);
  }
  const settled = settleAliases(gathered.services);
  const marked = markCircles(
    settled.services.map(keepNeeds(settled.services)),
    name =>
      !configured.get(name)?.dependsOn &&
      claims.get(name)?.dependsOn !== undefined,
  );
  return {
    services: marked.services,
    problems: [...gathered.problems, ...settled.problems, ...marked.problems],
  };
}

function gatherOne(
  name: string,
  sayings: ServiceSayings,
): ReturnType<typeof createService> {
  const configured = sayings.configured.get(name);
  const claim = sayings.claims.get(name);
  const isConfigured = configured !== undefined;
  const limited = claim && limitClaim(claim, { ...sayings, isConfigured });
  const created = createService(
    name,
    {
      known: knownOf(name, isConfigured || sayings.isTrusted),
      catalog: limited?.fields,
      configured,
    },
    sayings,
  );
  const problems: ServiceProblem[] = (limited?.problems ?? []).map(message => ({
    source: claim!.entityRef,
    service: name,
    message,
  }));
  return { ...created, problems: [...problems, ...created.problems] };
}

/**
 * Finds what is known of a service by its name. Who claims a name in the catalog
 * does not get the workload with it.
 */
function knownOf(name: string, withWorkload: boolean): Partial<ServiceFields> {
  const { namespaces, selector, ...known } = findWellKnown(name);
  return withWorkload ? { ...known, namespaces, selector } : known;
}

function keepNeeds(services: ServiceDefinition[]) {
  const names = new Set(services.map(({ name }) => name));
  return (service: ServiceDefinition): ServiceDefinition => ({
    ...service,
    dependsOn: service.dependsOn.filter(need => names.has(need)),
  });
}
