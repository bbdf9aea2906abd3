import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ReadEntities } from './catalog/CatalogEntities';
import { readClaims } from './catalog/readClaims';
import type { Listing } from './circles';
import { gatherServices } from './gatherServices';
import type {
  ScriptDescription,
  ServiceDefinition,
  ServiceInventory,
} from '../ports';
import type { ServiceFields } from './ServiceFields';

export interface PlatformServicesOptions {
  /** The environment that is used when a caller names none. */
  fallback: string;
  /** The services of each environment, as configuration says. */
  environments: Record<string, ServiceFields[]>;
  /** Lists the annotated entities of the catalog; absent when they are not to be read. */
  catalog?: { list(): Promise<ReadEntities> };
  /** True when only people of the platform write entities of services, so that all that these say counts. */
  entitiesAreTrusted: boolean;
  scripts: { listIn(environment: string): Promise<ScriptDescription[]> };
  hasCluster(environment: string): boolean;
  logger: Pick<LoggerService, 'warn'>;
}

/** All that a listing is made of. */
interface Sources {
  read?: ReadEntities;
  hasCluster: boolean;
  /** The scripts of the environment, which the claims of entities are held to. */
  scripts: ScriptDescription[];
}

/**
 * Knows the services of each environment, from configuration and catalog.
 * Configuration wins, and of what entities say counts only what anybody may say.
 * What is wrong with one service is told as a problem, and hurts no other.
 */
export class PlatformServices implements ServiceInventory {
  #warned = new Set<string>();
  /** The newest listing of each environment, with what it was made of. */
  readonly #made = new Map<string, { sources: Sources; listing: Listing }>();

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
    const sources: Sources = {
      read: await catalog?.list(),
      hasCluster: this.options.hasCluster(environment),
      scripts: catalog ? await this.options.scripts.listIn(environment) : NONE,
    };
    const made = this.#made.get(environment);
    // From one call to the next mostly nothing has changed.
    if (made && isSame(made.sources, sources)) return made.listing;
    const listing = this.#make(environment, sources);
    this.#made.set(environment, { sources, listing });
    return listing;
  }

  #make(environment: string, sources: Sources): Listing {
    const { read } = sources;
    const claims = readClaims(read?.entities ?? [], {
      environment,
      isDefault: environment === this.options.fallback,
    });
    const configured = byName(this.options.environments[environment]);
    const listing = gatherServices({
      environment,
      configured,
      claims: claims.services,
      isTrusted: this.options.entitiesAreTrusted,
      ...sources,
    });
    const problems: ServiceProblem[] = [
      ...(read?.problem ? [{ source: 'catalog', message: read.problem }] : []),
      ...claims.problems,
      ...listing.problems,
      ...this.#unknownNeeds(configured, claims.services),
    ];
    this.#warn(environment, problems);
    return { services: listing.services, problems };
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

const NONE: ScriptDescription[] = [];

function isSame(one: Sources, other: Sources): boolean {
  return (
    one.read === other.read &&
    one.hasCluster === other.hasCluster &&
    one.scripts === other.scripts
  );
}
