import type { CatalogFlow, FlowCatalog, FlowListing } from '../../flows';
import type { ServiceDefinition, ServiceInventory } from '../../platform';
import { indexScripts, type ScriptDescription } from '../../ports';
import { createInputReader } from './readFlowInput';

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
 * services of those environments that something asks for. Whoever resolves,
 * plans and shapes a start takes it from here.
 */
export class PlatformView {
  readonly flows: ReadonlyMap<string, CatalogFlow>;
  /** By their ids, and by other ids that they have. */
  readonly scripts: ReadonlyMap<string, ScriptDescription>;
  readonly environments: EnvironmentNames;
  /** Lists the services of each environment once, however often it is asked. */
  readonly inventory: ServiceInventory;
  /** Checks inputs of flows, each once, however often something looks at it. */
  readonly readInput = createInputReader();

  /** Looks at the flow catalog, and at services only when they are asked for. */
  static async open(options: PlatformViewOptions): Promise<PlatformView> {
    const { environments } = options;
    const inventory = listOnce(options.inventory);
    const listing = await options.flows.list(inventory);
    return new PlatformView(listing, { inventory, environments });
  }

  constructor(
    readonly listing: FlowListing,
    options: Omit<PlatformViewOptions, 'flows'>,
  ) {
    this.inventory = listOnce(options.inventory);
    this.environments = options.environments;
    this.flows = new Map(listing.flows.map(one => [one.flow.id, one]));
    this.scripts = indexScripts(listing.scripts);
  }

  /** The id of the flow that is meant: a script's flow may be asked for by another id of the script. */
  idOf(flowId: string): string {
    if (this.flows.has(flowId)) return flowId;
    return this.scripts.get(flowId)?.id ?? flowId;
  }

  /** The services of an environment; none where there is no such environment. */
  listServices(environment: string): Promise<ServiceDefinition[]> {
    if (!this.environments.known.includes(environment)) {
      return Promise.resolve([]);
    }
    return this.inventory.list(environment);
  }
}

function listOnce(inventory: ServiceInventory): ServiceInventory {
  const lists = new Map<string, Promise<ServiceDefinition[]>>();
  return {
    list(environment) {
      const known = lists.get(environment);
      if (known) return known;
      const asked = inventory.list(environment);
      lists.set(environment, asked);
      return asked;
    },
  };
}
