import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  auditReadPermission,
  deliveryRedeliverPermission,
  flowReadPermission,
  runApprovePermission,
  runCancelPermission,
  runCreatePermission,
  runReadPermission,
  scheduleCreatePermission,
  scheduleReadPermission,
  scheduleTriggerPermission,
  scheduleUpdatePermission,
  scriptRunPermission,
  serviceOperatePermission,
  serviceReadPermission,
  windowCreatePermission,
  windowOverridePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FlowCatalog } from '../../flows';
import type { ServiceInventory } from '../../platform';
import type { RunStore } from '../../ports';
import type { EnvironmentNames } from '../resolve/PlatformView';
import { permissionRules } from './permissionRules';
import {
  flowResource,
  runResource,
  serviceResource,
  startResource,
} from './resources';

const WITHOUT_RESOURCE = [
  auditReadPermission,
  deliveryRedeliverPermission,
  windowCreatePermission,
  scheduleReadPermission,
  scheduleCreatePermission,
  scheduleUpdatePermission,
  scheduleTriggerPermission,
];

const OF_RUNS = [
  runReadPermission,
  runCancelPermission,
  runApprovePermission,
  windowOverridePermission,
];

/**
 * Tells Backstage which permissions and rules there are, and how a resource is
 * found by its reference, for those who ask about one: a flow's id, a start as
 * `<flow>` or `<flow>@<environment>`, a run's id, a service as `<name>@<environment>`.
 */
export function registerPermissions(
  registry: PermissionsRegistryService,
  options: {
    flows: Pick<FlowCatalog, 'list'>;
    store: Pick<RunStore, 'getTraits'>;
    environments: EnvironmentNames;
    inventory: ServiceInventory;
  },
): void {
  const { flows, store, environments, inventory } = options;

  const readFlows = async () => {
    const known = (await flows.list()).flows;
    return new Map(
      known.map(({ flow: { id, risk } }) => [id, { flow: id, risk }]),
    );
  };
  const inEnvironment = (ref: string) => {
    const [name, environment = environments.fallback] = ref.split('@');
    return { name, environment };
  };

  registry.addPermissions(WITHOUT_RESOURCE);
  registry.addResourceType({
    resourceRef: flowResource,
    permissions: [flowReadPermission],
    rules: permissionRules.flow,
    async getResources(refs) {
      const known = await readFlows();
      return refs.map(ref => known.get(ref));
    },
  });
  registry.addResourceType({
    resourceRef: startResource,
    permissions: [runCreatePermission, scriptRunPermission],
    rules: permissionRules.start,
    async getResources(refs) {
      const known = await readFlows();
      return refs.map(inEnvironment).map(({ name, environment }) => {
        const flow = known.get(name);
        return flow && { ...flow, environment, dryRun: 'false' };
      });
    },
  });
  registry.addResourceType({
    resourceRef: runResource,
    permissions: OF_RUNS,
    rules: permissionRules.run,
    getResources: refs => Promise.all(refs.map(ref => store.getTraits(ref))),
  });
  registry.addResourceType({
    resourceRef: serviceResource,
    permissions: [serviceReadPermission, serviceOperatePermission],
    rules: permissionRules.service,
    getResources: refs =>
      Promise.all(
        refs.map(inEnvironment).map(async ({ name, environment }) => {
          if (!environments.known.includes(environment)) return undefined;
          const services = await inventory.list(environment);
          const service = services.find(known => known.name === name);
          const owner = service?.owner ?? '';
          return service && { service: name, environment, owner };
        }),
      ),
  });
}
