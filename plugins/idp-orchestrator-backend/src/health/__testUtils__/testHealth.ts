import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { systemClock } from '../../waiting/systemClock';
import type { ServiceDefinition } from '../../platform';
import { createHealth } from '../createHealth';

type HealthOptions = Parameters<typeof createHealth>[0];

export const noCluster: HealthOptions['cluster'] = {
  unavailableReason: environment => `${environment} has no cluster`,
  pendingReason: () => undefined,
  findWorkloads: async () => [],
  countNodes: async () => ({
    nodes: 0,
    ready: 0,
    notReady: [],
    underPressure: [],
    cordoned: [],
  }),
};

/**
 * Makes the health of these services in `development`, with nothing kept and
 * nothing told unless the test says otherwise.
 */
export function createTestHealth(
  services: ServiceDefinition[],
  options: Omit<Partial<HealthOptions>, 'cluster'> & {
    cluster?: Partial<HealthOptions['cluster']>;
  } = {},
) {
  return createHealth({
    environments: ['development'],
    inventory: {
      async list(environment) {
        if (environment === 'development') return services;
        throw new NotFoundError(`There is no environment ${environment}`);
      },
    },
    bridge: {
      run: () => Promise.reject(new Error('no scripts here')),
      forget: async () => {},
    },
    catalog: { list: async () => ({ scripts: [], problems: [] }) },
    history: {
      record: async () => [],
      read: async () => [],
      removeBefore: async () => {},
    },
    intents: { read: async () => new Map() },
    metrics: { observed: () => {} },
    outbox: { wake: () => {} },
    clock: systemClock,
    logger: mockServices.logger.mock(),
    historyMs: 1,
    probeHosts: [],
    ...options,
    cluster: { ...noCluster, ...options.cluster },
  });
}
