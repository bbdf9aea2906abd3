import { NotFoundError } from '@backstage/errors';
import { aliasesOf, type ServiceDefinition } from '../../platform';
import { nameNearest } from '../../problems/nameNearest';

/**
 * Finds a service that has to be there.
 *
 * @throws NotFoundError naming the service that was meant, as far as it can be told
 */
export function requireService(
  services: ServiceDefinition[],
  name: string,
  environment: string,
): ServiceDefinition {
  const found = services.find(service => service.name === name);
  if (found) return found;
  const meant = aliasesOf(services).get(name);
  if (meant !== undefined) {
    throw new NotFoundError(
      `${name} is another name of the service ${meant} in ${environment}. Ask for ${meant}`,
    );
  }
  const names = services.map(service => service.name);
  throw new NotFoundError(
    `There is no service ${name} in ${environment}. ${nameNearest(name, names)}`,
  );
}
