import { createPermission } from '@backstage/plugin-permission-common';

/** A flow as it may be seen: its id and risk. */
export const FLOW_RESOURCE_TYPE = 'idp-orchestrator-flow';

/** A start, before there is a run: flow, risk, environment, and whether it is a dry run. */
export const START_RESOURCE_TYPE = 'idp-orchestrator-start';

/** A run that there is: flow, risk, environment, and who started it. */
export const RUN_RESOURCE_TYPE = 'idp-orchestrator-run';

/** A service of the platform: its environment and owner. */
export const SERVICE_RESOURCE_TYPE = 'idp-orchestrator-service';

/** See flows, their input schema and risk. */
export const flowReadPermission = createPermission({
  name: 'idpOrchestrator.flow.read',
  attributes: { action: 'read' },
  resourceType: FLOW_RESOURCE_TYPE,
});

/** Start a flow, or ask for its plan; retry a run, or start it again. */
export const runCreatePermission = createPermission({
  name: 'idpOrchestrator.run.create',
  attributes: { action: 'create' },
  resourceType: START_RESOURCE_TYPE,
});

/** Run one script action directly, as a task. */
export const scriptRunPermission = createPermission({
  name: 'idpOrchestrator.script.run',
  attributes: { action: 'create' },
  resourceType: START_RESOURCE_TYPE,
});

/** See runs, their events and logs. */
export const runReadPermission = createPermission({
  name: 'idpOrchestrator.run.read',
  attributes: { action: 'read' },
  resourceType: RUN_RESOURCE_TYPE,
});

/** Cancel, pause or resume a run. */
export const runCancelPermission = createPermission({
  name: 'idpOrchestrator.run.cancel',
  attributes: { action: 'update' },
  resourceType: RUN_RESOURCE_TYPE,
});

/** Approve or reject what a run asks for. */
export const runApprovePermission = createPermission({
  name: 'idpOrchestrator.run.approve',
  attributes: { action: 'update' },
  resourceType: RUN_RESOURCE_TYPE,
});

/** See the platform's services and their health. */
export const serviceReadPermission = createPermission({
  name: 'idpOrchestrator.service.read',
  attributes: { action: 'read' },
  resourceType: SERVICE_RESOURCE_TYPE,
});

/** Start, stop and restart services. */
export const serviceOperatePermission = createPermission({
  name: 'idpOrchestrator.service.operate',
  attributes: { action: 'update' },
  resourceType: SERVICE_RESOURCE_TYPE,
});

/** See who did what, when and why. */
export const auditReadPermission = createPermission({
  name: 'idpOrchestrator.audit.read',
  attributes: { action: 'read' },
});

/** Tell once more outside what was told, or was given up. */
export const deliveryRedeliverPermission = createPermission({
  name: 'idpOrchestrator.delivery.redeliver',
  attributes: { action: 'update' },
});

export const idpOrchestratorPermissions = [
  flowReadPermission,
  runCreatePermission,
  scriptRunPermission,
  runReadPermission,
  runCancelPermission,
  runApprovePermission,
  serviceReadPermission,
  serviceOperatePermission,
  auditReadPermission,
  deliveryRedeliverPermission,
];

/** How a start, or a service, is named when its permission is asked for. */
export function permissionRefOf(name: string, environment: string): string {
  return `${name}@${environment}`;
}
