/** The control of a service: the way in which it is started and stopped. */
export type ServiceControl =
  | {
      kind: 'kubernetes';
      /** The namespaces that are tried, in this order; what was found is shown. */
      namespaces: string[];
      /** Label selector of its workloads. */
      selector: string;
    }
  | {
      kind: 'script';
      /** Id in the script catalog. */
      script: string;
      /** The actions of that script for starting and stopping. */
      actions: { start: string; stop: string };
      /** The parameter that takes the service's name, if there is one. */
      serviceParameter?: string;
    }
  | {
      kind: 'none';
      /** Why it cannot be controlled as was wanted, where something was. */
      because?: string;
    };

/** A probe: a way to ask a service for its health; `timeoutMs` limits one request. */
export type Probe = { timeoutMs: number } & (
  | {
      kind: 'http';
      /** The path below the service's URL, for example `/healthz`. */
      path: string;
      /** The status that is expected; any below 400 when absent. */
      expectStatus?: number;
      /** A text that must be somewhere in the answer's body. */
      expectBody?: string;
      /** Who chose the address: the operator, by app-config, when absent. */
      namedBy?: 'catalog';
    }
  | { kind: 'kubernetes' }
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'script'; script: string; action: string }
);

/** A component of the platform in one environment: where it lives, how it is controlled, how its health is told. */
export interface ServiceDefinition {
  name: string;
  /** Other names that operations know it by. */
  aliases?: string[];
  title: string;
  description?: string;
  environment: string;
  /** The address at which people and probes reach it. */
  url?: string;
  control: ServiceControl;
  probes: Probe[];
  /** An operation waits so long (ms) for it to be well, or gone; five minutes when absent. */
  settleMs?: number;
  /** True when the platform is never healthy while this service is down. */
  critical: boolean;
  dependsOn: string[];
  /** A circle of needs that it is in, itself first and last; it is not started or stopped then. */
  circle?: string[];
  owner?: string;
  entityRef?: string;
  source: 'configuration' | 'catalog';
}

/** Knows the services of each environment, as configuration and catalog tell them now. */
export interface ServiceInventory {
  /** @throws NotFoundError for an environment that there is not */
  list(environment: string): Promise<ServiceDefinition[]>;
}
