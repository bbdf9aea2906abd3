import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ReadEntities } from './catalog/CatalogEntities';
import { nameServices, readCatalogService } from './catalog/readCatalogService';
import { createService, type ServiceSources } from './createService';
import type { ServiceDefinition, ServiceInventory } from '../ports';
import { SERVICE_NAME, type ServiceFields } from './ServiceFields';
import { findCircle } from './waves';

export interface PlatformServicesOptions {
  /** The environment that is used when a caller names none. */
  fallback: string;
  /** The services of each environment, as configuration says. */
  environments: Record<string, ServiceFields[]>;
  /** Lists the annotated entities of the catalog; absent when they are not to be read. */
  catalog?: { list(): Promise<ReadEntities> };
  hasCluster(environment: string): boolean;
  logger: Pick<LoggerService, 'warn'>;
}

interface Listing {
  services: ServiceDefinition[];
  problems: ServiceProblem[];
}

/**
 * Knows the services of each environment, from configuration and catalog.
 * Configuration wins, field by field. What is wrong with one service is told as
 * a problem, and hurts no other.
 */
export class PlatformServices implements ServiceInventory {
  #warned = new Set<string>();
  /** The newest listing of each environment, with what it was made of. */
  readonly #made = new Map<
    string,
    { read?: ReadEntities; hasCluster: boolean; listing: Listing }
  >();

  constructor(private readonly options: PlatformServicesOptions) {}

  async list(environment: string): Promise<ServiceDefinition[]> {
    return (await this.#read(environment)).services;
  }

  /** Lists what is wrong with services, or with where they are read from. */
  async listProblems(environment: string): Promise<ServiceProblem[]> {
    return (await this.#read(environment)).problems;
  }

  async #read(environment: string): Promise<Listing> {
    const { environments, catalog } = this.options;
    if (!Object.hasOwn(environments, environment)) {
      throw new NotFoundError(
        `There is no environment ${environment}. There are: ${Object.keys(environments).join(', ')}.`,
      );
    }
    const read = await catalog?.list();
    const hasCluster = this.options.hasCluster(environment);
    const made = this.#made.get(environment);
    // From one call to the next mostly nothing has changed.
    if (made && made.read === read && made.hasCluster === hasCluster) {
      return made.listing;
    }
    const listing = this.#make(environment, read);
    this.#made.set(environment, { read, hasCluster, listing });
    return listing;
  }

  #make(environment: string, read: ReadEntities | undefined): Listing {
    const problems: ServiceProblem[] = read?.problem
      ? [{ source: 'catalog', message: read.problem }]
      : [];
    const found = this.#readEntities(environment, read?.entities ?? []);
    problems.push(...found.problems);
    const listing = this.#create(environment, found.services);
    problems.push(...listing.problems);
    this.#warn(environment, problems);
    return { services: listing.services, problems };
  }

  #readEntities(
    environment: string,
    entities: Entity[],
  ): { services: Map<string, ServiceFields>; problems: ServiceProblem[] } {
    const isDefault = environment === this.options.fallback;
    const names = nameServices(entities);
    const services = new Map<string, ServiceFields>();
    const problems: ServiceProblem[] = [];
    for (const entity of entities) {
      const fields = readCatalogService(entity, {
        environment,
        isDefault,
        names,
      });
      const { name, entityRef: source = 'catalog' } = fields;
      const first = services.get(name);
      if (!SERVICE_NAME.test(name)) {
        const message = `${JSON.stringify(name)} is no name of a service: expected lower-case letters, digits and hyphens, a letter first, at most 50`;
        problems.push({ source, message });
      } else if (first) {
        const message = `${first.entityRef} is the service ${name} already; this one is left out`;
        problems.push({ source, service: name, message });
      } else {
        services.set(name, fields);
      }
    }
    return { services, problems };
  }

  #create(environment: string, catalog: Map<string, ServiceFields>): Listing {
    const { environments, hasCluster } = this.options;
    const configured = byName(environments[environment]);
    const place = { environment, hasCluster: hasCluster(environment) };
    const services: ServiceDefinition[] = [];
    const problems: ServiceProblem[] = [];
    for (const name of new Set([...configured.keys(), ...catalog.keys()])) {
      const sources: ServiceSources = {
        catalog: catalog.get(name),
        configured: configured.get(name),
      };
      const only = (sources.configured ?? sources.catalog)?.environments;
      if (only && !only.includes(environment)) continue;
      const created = createService(name, sources, place);
      services.push(created.service);
      problems.push(...created.problems);
    }
    problems.push(...this.#unknownNeeds(configured, catalog));
    return checkCircle({
      services: services.map(keepNeeds(services)),
      problems,
    });
  }

  /** Lists needs that are nowhere known. One that is there, but not in this environment, is no mistake. */
  #unknownNeeds(
    ...sources: Array<Map<string, ServiceFields>>
  ): ServiceProblem[] {
    const everywhere = Object.values(this.options.environments).flat();
    const known = new Set([
      ...everywhere.map(({ name }) => name),
      ...sources.flatMap(fields => [...fields.keys()]),
    ]);
    return sources.flatMap(fields =>
      [...fields.values()].flatMap(({ name, dependsOn = [], entityRef }) =>
        dependsOn
          .filter(need => !known.has(need))
          .map(need => ({
            source: entityRef ?? 'configuration',
            service: name,
            message: `it depends on ${need}, which is no service that is known`,
          })),
      ),
    );
  }

  /** Logs each problem once, and again when it comes back. */
  #warn(environment: string, problems: ServiceProblem[]): void {
    const lines = problems.map(({ source, service, message }) =>
      [environment, source, service, message].filter(Boolean).join(': '),
    );
    for (const line of lines) {
      if (!this.#warned.has(line)) this.options.logger.warn(line);
    }
    const others = [...this.#warned].filter(
      line => !line.startsWith(`${environment}: `),
    );
    this.#warned = new Set([...others, ...lines]);
  }
}

function byName(services: ServiceFields[]): Map<string, ServiceFields> {
  return new Map(services.map(fields => [fields.name, fields]));
}

function keepNeeds(services: ServiceDefinition[]) {
  const names = new Set(services.map(({ name }) => name));
  return (service: ServiceDefinition): ServiceDefinition => ({
    ...service,
    dependsOn: service.dependsOn.filter(need => names.has(need)),
  });
}

function checkCircle({ services, problems }: Listing): Listing {
  const circle = findCircle(services);
  if (!circle) return { services, problems };
  const message = `services need each other in a circle: ${circle.join(' → ')}; they cannot be started or stopped until it is broken`;
  return {
    services,
    problems: [...problems, { source: 'dependsOn', message }],
  };
}
