import {
  flowReadPermission,
  runApprovePermission,
  runCancelPermission,
  runCreatePermission,
  runReadPermission,
  scriptRunPermission,
  serviceOperatePermission,
  serviceReadPermission,
  windowOverridePermission,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunTrait } from '../../ports';
import type { Guard } from './PermissionGate';
import {
  flowResource,
  runResource,
  serviceResource,
  startResource,
  type FlowTrait,
  type ServiceTrait,
  type StartTrait,
} from './resources';

export const readFlow: Guard<FlowTrait> = {
  permission: flowReadPermission,
  resource: flowResource,
};

export const readRun: Guard<RunTrait> = {
  permission: runReadPermission,
  resource: runResource,
};

export const cancelRun: Guard<RunTrait> = {
  permission: runCancelPermission,
  resource: runResource,
};

export const approveRun: Guard<RunTrait> = {
  permission: runApprovePermission,
  resource: runResource,
};

export const overrideWindow: Guard<RunTrait> = {
  permission: windowOverridePermission,
  resource: runResource,
};

export const readService: Guard<ServiceTrait> = {
  permission: serviceReadPermission,
  resource: serviceResource,
};

export const operateService: Guard<ServiceTrait> = {
  permission: serviceOperatePermission,
  resource: serviceResource,
};

const createRun: Guard<StartTrait> = {
  permission: runCreatePermission,
  resource: startResource,
};

const runScript: Guard<StartTrait> = {
  permission: scriptRunPermission,
  resource: startResource,
};

/**
 * Gives the guard of a start; a task is a script that is run directly, through
 * whatever route it is started.
 */
export function startOf(kind: FlowSummary['kind']): Guard<StartTrait> {
  return kind === 'task' ? runScript : createRun;
}
