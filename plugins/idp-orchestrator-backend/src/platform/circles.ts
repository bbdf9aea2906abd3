import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../ports';
import { listCircles, type Circle } from './waves';

/** Services of an environment, and what is wrong with them. */
export interface Listing {
  services: ServiceDefinition[];
  problems: ServiceProblem[];
}

/**
 * Marks the services that need each other in circles: these have no order, and
 * are not operated. All others are, also those that need one of a circle: for
 * them it is one more service that nothing starts.
 *
 * What entities say never puts a service of app-config out of operation: in a
 * circle with one, needs that entities tell do not count, and only the services
 * that app-config does not list are out.
 *
 * @param toldByEntity tells whether an entity says what a service needs
 */
export function markCircles(
  services: ServiceDefinition[],
  toldByEntity: (name: string) => boolean,
): Listing {
  const configured = new Set(
    services
      .filter(({ source }) => source === 'configuration')
      .map(({ name }) => name),
  );
  const opened = listCircles(services).filter(
    ({ members }) =>
      members.some(name => configured.has(name)) && members.some(toldByEntity),
  );
  const kept = services.map(service =>
    toldByEntity(service.name) ? withoutNeeds(service, opened) : service,
  );
  const marks = [
    ...opened.map(circle => ({
      circle,
      out: circle.members.filter(name => !configured.has(name)),
    })),
    ...listCircles(kept).map(circle => ({ circle, out: circle.members })),
  ];
  return {
    services: kept.map(service => mark(service, marks)),
    problems: marks.map(tell),
  };
}

interface Mark {
  circle: Circle;
  /** The members that are not operated. */
  out: string[];
}

/** Takes the needs of a service out that lead to others of the same circle. */
function withoutNeeds(
  service: ServiceDefinition,
  circles: Circle[],
): ServiceDefinition {
  const circle = circles.find(({ members }) => members.includes(service.name));
  if (!circle) return service;
  const dependsOn = service.dependsOn.filter(
    need => !circle.members.includes(need),
  );
  return { ...service, dependsOn };
}

function mark(service: ServiceDefinition, marks: Mark[]): ServiceDefinition {
  const found = marks.find(({ out }) => out.includes(service.name));
  return found
    ? { ...service, circle: found.circle.pathOf(service.name) }
    : service;
}

function tell({ circle, out }: Mark): ServiceProblem {
  const isOpened = out.length < circle.members.length;
  const told = [
    `services need each other in a circle: ${circle.pathOf(circle.members[0]).join(' → ')}`,
    ...(isOpened ? ['what entities say of these needs is not used'] : []),
    ...(out.length > 0
      ? [`${out.join(', ')} cannot be started or stopped`]
      : []),
    'take one of these out of dependsOn',
  ];
  return { source: 'dependsOn', message: told.join('; ') };
}
