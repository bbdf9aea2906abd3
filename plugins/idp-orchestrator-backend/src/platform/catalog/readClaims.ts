import type { Entity } from '@backstage/catalog-model';
import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { SERVICE_NAME } from '../ServiceFields';
import {
  nameServices,
  readCatalogService,
  type CatalogContext,
  type ServiceClaim,
} from './readCatalogService';

/** The services that entities claim to be, by name, and what is wrong with others. */
export interface Claims {
  services: Map<string, ServiceClaim>;
  problems: ServiceProblem[];
}

/**
 * Reads which services entities claim to be. Anybody may register an entity, so
 * nothing says which of two with one name is right: neither is used.
 */
export function readClaims(
  entities: Entity[],
  context: Omit<CatalogContext, 'names'>,
): Claims {
  const names = nameServices(entities);
  const claims = entities.map(entity =>
    readCatalogService(entity, { ...context, names }),
  );
  const byName = Map.groupBy(claims, ({ name }) => name);
  const services = new Map<string, ServiceClaim>();
  const problems: ServiceProblem[] = [];
  for (const [name, same] of byName) {
    if (!SERVICE_NAME.test(name)) {
      problems.push(
        ...same.map(({ entityRef }) => describeName(name, entityRef)),
      );
    } else if (same.length > 1) {
      problems.push(...describeConflict(name, same));
    } else {
      services.set(name, same[0]);
    }
  }
  return { services, problems };
}

function describeName(name: string, source: string): ServiceProblem {
  const message = `${JSON.stringify(name)} is no name of a service: expected lower-case letters, digits and hyphens, a letter first, at most 50`;
  return { source, message };
}

function describeConflict(
  name: string,
  same: ServiceClaim[],
): ServiceProblem[] {
  const refs = same.map(({ entityRef }) => entityRef).sort();
  return refs.map(source => {
    const others = refs.filter(ref => ref !== source).join(', ');
    const message = `${others} says to be the service ${name} as well, so neither is used: take the annotation from all but one`;
    return { source, service: name, message };
  });
}
