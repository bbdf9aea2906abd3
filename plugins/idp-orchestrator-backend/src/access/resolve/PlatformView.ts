import type { CatalogFlow, FlowCatalog, FlowListing } from '../../flows';
import type { ServiceDefinition, ServiceInventory } from '../../platform';
import type { ScriptDescription } from '../../ports';

export interface PlatformViewOptions {
  flows: Pick<FlowCatalog, 'list'>;
  inventory: ServiceInventory;
  environments: EnvironmentNames;
}

/** The environments that there are, and the one that is meant when a caller names none. */
export interface EnvironmentNames {
  known: string[];
  fallback: string;
}

/**
 * What there is, looked at once for one call: the flows and scripts, and the
 * services of those environments that something asks for.
 */
export class PlatformView {
  readonly flows: ReadonlyMap<string, CatalogFlow>;
  readonly scripts: ReadonlyMap<string, ScriptDescription>;
  readonly #services = new Map<string, Promise<ServiceDefinition[]>>();

  /** Looks at the flow catalog, and at services only when they are asked for. */
  static async open(options: PlatformViewOptions): Promise<PlatformView> {
    return new PlatformView(await options.flows.list(), options);
  }

  constructor(
    readonly listing: FlowListing,
    private readonly options: Omit<PlatformViewOptions, 'flows'>,
  ) {
    this.flows = new Map(listing.flows.map(one => [one.flow.id, one]));
    this.scripts = new Map(listing.scripts.map(one => [one.id, one]));
  }

  get environments(): EnvironmentNames {
    return this.options.environments;
  }

  /** The services of an environment; none where there is no such environment. */
  listServices(environment: string): Promise<ServiceDefinition[]> {
    if (!this.environments.known.includes(environment)) {
      return Promise.resolve([]);
    }
    const known = this.#services.get(environment);
    if (known) return known;
    const asked = this.options.inventory.list(environment);
    this.#services.set(environment, asked);
    return asked;
  }
}
