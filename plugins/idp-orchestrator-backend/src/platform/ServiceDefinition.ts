/** How a service is started and stopped. */
export type ServiceControl =
  | {
      kind: 'kubernetes';
      /** Tried in this order; what was found is shown. */
      namespaces: string[];
      /** Label selector of its workloads. */
      selector: string;
    }
  | {
      kind: 'script';
      /** Id in the script catalog. */
      script: string;
      /** Actions of that script, for each act. */
      actions: { start: string; stop: string };
      /** The parameter that takes the service's name, if there is one. */
      serviceParameter?: string;
    }
  | { kind: 'none' };

/** How a service is asked for its health; `timeoutMs` limits one request. */
export type Probe = { timeoutMs: number } & (
  | {
      kind: 'http';
      /** Below the service's URL, for example `/healthz`. */
      path: string;
      /** Any below 400 when absent. */
      expectStatus?: number;
      /** Must be somewhere in the answer's body. */
      expectBody?: string;
    }
  | { kind: 'kubernetes' }
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'script'; script: string; action: string }
);

/** A component of the platform in one environment: where it lives, how it is controlled, how its health is told. */
export interface ServiceDefinition {
  name: string;
  title: string;
  description?: string;
  environment: string;
  /** Where people and probes reach it. */
  url?: string;
  control: ServiceControl;
  probes: Probe[];
  /** The platform is never healthy while this one is down. */
  critical: boolean;
  dependsOn: string[];
  owner?: string;
  entityRef?: string;
  source: 'configuration' | 'catalog';
}

/** The services of each environment, as configuration and catalog tell them now. */
export interface ServiceInventory {
  /** @throws NotFoundError for an environment that there is not */
  list(environment: string): Promise<ServiceDefinition[]>;
}
