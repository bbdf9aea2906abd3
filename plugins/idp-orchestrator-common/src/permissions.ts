import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The type of flows as resources, told apart by id and risk.
 *
 * @public
 */
export const FLOW_RESOURCE_TYPE = 'idp-orchestrator-flow';

/**
 * The type of starts as resources, before there is a run: told apart by flow,
 * risk, environment, and whether it is a dry run.
 *
 * @public
 */
export const START_RESOURCE_TYPE = 'idp-orchestrator-start';

/**
 * The type of runs as resources, told apart by flow, risk, environment, and who
 * started them.
 *
 * @public
 */
export const RUN_RESOURCE_TYPE = 'idp-orchestrator-run';

/**
 * The type of the platform's services as resources, told apart by environment
 * and owner.
 *
 * @public
 */
export const SERVICE_RESOURCE_TYPE = 'idp-orchestrator-service';

/**
 * The permission to see flows, their input schema and risk.
 *
 * @public
 */
export const flowReadPermission = createPermission({
  name: 'idpOrchestrator.flow.read',
  attributes: { action: 'read' },
  resourceType: FLOW_RESOURCE_TYPE,
});

/**
 * The permission to start a flow or ask for its plan, to retry a run, or to
 * start it again.
 *
 * @public
 */
export const runCreatePermission = createPermission({
  name: 'idpOrchestrator.run.create',
  attributes: { action: 'create' },
  resourceType: START_RESOURCE_TYPE,
});

/**
 * The permission to run one script action directly, as a task.
 *
 * @public
 */
export const scriptRunPermission = createPermission({
  name: 'idpOrchestrator.script.run',
  attributes: { action: 'create' },
  resourceType: START_RESOURCE_TYPE,
});

/**
 * The permission to see runs, their events and logs.
 *
 * @public
 */
export const runReadPermission = createPermission({
  name: 'idpOrchestrator.run.read',
  attributes: { action: 'read' },
  resourceType: RUN_RESOURCE_TYPE,
});

/**
 * The permission to cancel, pause or resume a run.
 *
 * @public
 */
export const runCancelPermission = createPermission({
  name: 'idpOrchestrator.run.cancel',
  attributes: { action: 'update' },
  resourceType: RUN_RESOURCE_TYPE,
});

/**
 * The permission to approve or reject what a run asks for.
 *
 * @public
 */
export const runApprovePermission = createPermission({
  name: 'idpOrchestrator.run.approve',
  attributes: { action: 'update' },
  resourceType: RUN_RESOURCE_TYPE,
});

/**
 * The permission to make freezes and maintenance windows at once, and to end these.
 *
 * @public
 */
export const windowCreatePermission = createPermission({
  name: 'idpOrchestrator.window.create',
  attributes: { action: 'create' },
});

/**
 * The permission to let a run go on in spite of a window that holds it.
 *
 * @public
 */
export const windowOverridePermission = createPermission({
  name: 'idpOrchestrator.window.override',
  attributes: { action: 'update' },
  resourceType: RUN_RESOURCE_TYPE,
});

/**
 * The permission to see schedules, what became of their due times, and when something would be due.
 *
 * @public
 */
export const scheduleReadPermission = createPermission({
  name: 'idpOrchestrator.schedule.read',
  attributes: { action: 'read' },
});

/**
 * The permission to make schedules of what one may start.
 *
 * @public
 */
export const scheduleCreatePermission = createPermission({
  name: 'idpOrchestrator.schedule.create',
  attributes: { action: 'create' },
});

/**
 * The permission to change, pause, resume and remove schedules, and to skip a due time.
 *
 * @public
 */
export const scheduleUpdatePermission = createPermission({
  name: 'idpOrchestrator.schedule.update',
  attributes: { action: 'update' },
});

/**
 * The permission to start the run of a schedule now, where one may start the same without it.
 *
 * @public
 */
export const scheduleTriggerPermission = createPermission({
  name: 'idpOrchestrator.schedule.trigger',
  attributes: { action: 'update' },
});

/**
 * The permission to see the platform's services and their health.
 *
 * @public
 */
export const serviceReadPermission = createPermission({
  name: 'idpOrchestrator.service.read',
  attributes: { action: 'read' },
  resourceType: SERVICE_RESOURCE_TYPE,
});

/**
 * The permission to start, stop and restart services.
 *
 * @public
 */
export const serviceOperatePermission = createPermission({
  name: 'idpOrchestrator.service.operate',
  attributes: { action: 'update' },
  resourceType: SERVICE_RESOURCE_TYPE,
});

/**
 * The permission to see who did what, when and why.
 *
 * @public
 */
export const auditReadPermission = createPermission({
  name: 'idpOrchestrator.audit.read',
  attributes: { action: 'read' },
});

/**
 * The permission to deliver once more what was delivered outside, or was given
 * up.
 *
 * @public
 */
export const deliveryRedeliverPermission = createPermission({
  name: 'idpOrchestrator.delivery.redeliver',
  attributes: { action: 'update' },
});

/** @public */
export const idpOrchestratorPermissions = [
  flowReadPermission,
  runCreatePermission,
  scriptRunPermission,
  runReadPermission,
  runCancelPermission,
  runApprovePermission,
  windowCreatePermission,
  windowOverridePermission,
  scheduleReadPermission,
  scheduleCreatePermission,
  scheduleUpdatePermission,
  scheduleTriggerPermission,
  serviceReadPermission,
  serviceOperatePermission,
  auditReadPermission,
  deliveryRedeliverPermission,
];

/**
 * Names a start, or a service, as the resource that its permission is asked
 * for.
 *
 * @public
 */
export function permissionRefOf(name: string, environment: string): string {
  return `${name}@${environment}`;
}
