import type {
  Recommendation,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';

type Operation = NonNullable<Recommendation['action']>['operation'];

/** So many services are named in a sentence; of the others their number is told. */
const MOST_NAMED = 3;

const ADVICE: Record<Operation, [one: string, several: string]> = {
  start: ['Start it.', 'Start them, in order.'],
  stop: ['Stop it.', 'Stop them, in order.'],
  restart: ['Restart it.', 'Restart them.'],
};

/** Says in a sentence how services with one cause are, and what helps them together. */
export function describeTogether(
  services: ServiceHealth[],
  operation?: Operation,
): string {
  const advice = operation
    ? ` ${ADVICE[operation][services.length > 1 ? 1 : 0]}`
    : '';
  return `${describeStates(services)}.${advice}`;
}

function describeStates(services: ServiceHealth[]): string {
  const [{ title, status, reason }] = services;
  const isSame = services.every(one => one.reason === reason);
  const because = isSame && reason ? ` (${reason})` : '';
  if (services.length === 1) return `${title} is ${status}${because}`;
  const how = services.every(one => one.status === status)
    ? status
    : 'not well';
  const named = services.slice(0, MOST_NAMED).map(one => one.title);
  const more = services.length - MOST_NAMED;
  const names = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${services.length} services are ${how}${because}: ${names}`;
}
