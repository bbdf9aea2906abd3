import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  FLOW_RESOURCE_TYPE,
  RUN_RESOURCE_TYPE,
  SERVICE_RESOURCE_TYPE,
  START_RESOURCE_TYPE,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunTrait } from '../../ports';
import type { Term } from './condition';

/**
 * What conditions can ask of a flow.
 *
 * @public
 */
export type FlowTrait = 'flow' | 'risk';
/**
 * What conditions can ask of a start.
 *
 * @public
 */
export type StartTrait = FlowTrait | 'environment' | 'dryRun';
/**
 * What conditions can ask of a service.
 *
 * @public
 */
export type ServiceTrait = 'service' | 'environment' | 'owner';

const pluginId = 'idp-orchestrator';

/**
 * Makes the reference to a kind of resource that a permission policy decides
 * about by its traits.
 */
const refTo = <Trait extends string>() =>
  createPermissionResourceRef<Record<Trait, string>, Term<Trait>>();

export const flowResource = refTo<FlowTrait>().with({
  pluginId,
  resourceType: FLOW_RESOURCE_TYPE,
});

export const startResource = refTo<StartTrait>().with({
  pluginId,
  resourceType: START_RESOURCE_TYPE,
});

export const runResource = refTo<RunTrait>().with({
  pluginId,
  resourceType: RUN_RESOURCE_TYPE,
});

export const serviceResource = refTo<ServiceTrait>().with({
  pluginId,
  resourceType: SERVICE_RESOURCE_TYPE,
});

export function traitsOfService({
  name,
  environment,
  owner = '',
}: {
  name: string;
  environment: string;
  owner?: string;
}): Record<ServiceTrait, string> {
  return { service: name, environment, owner };
}
