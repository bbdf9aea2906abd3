import type { ServiceControl } from '../ports';

export type { ServiceControl };

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
  /** So long (ms) an operation waits for it to be well, or gone; five minutes when absent. */
  settleMs?: number;
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
