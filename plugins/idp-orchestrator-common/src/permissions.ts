import { createPermission } from '@backstage/plugin-permission-common';

/** See flows, their input schema and risk. */
export const flowReadPermission = createPermission({
  name: 'idpOrchestrator.flow.read',
  attributes: { action: 'read' },
});

/** Start a flow, or ask for its plan. */
export const runCreatePermission = createPermission({
  name: 'idpOrchestrator.run.create',
  attributes: { action: 'create' },
});

/** See runs, their events and logs. */
export const runReadPermission = createPermission({
  name: 'idpOrchestrator.run.read',
  attributes: { action: 'read' },
});

/** Cancel, pause or resume a run. */
export const runCancelPermission = createPermission({
  name: 'idpOrchestrator.run.cancel',
  attributes: { action: 'update' },
});

/** Approve or reject what a run asks for. */
export const runApprovePermission = createPermission({
  name: 'idpOrchestrator.run.approve',
  attributes: { action: 'update' },
});

/** Run one script action directly, as a task. */
export const scriptRunPermission = createPermission({
  name: 'idpOrchestrator.script.run',
  attributes: { action: 'create' },
});

/** See the platform's services and their health. */
export const serviceReadPermission = createPermission({
  name: 'idpOrchestrator.service.read',
  attributes: { action: 'read' },
});

/** Start, stop and restart services. */
export const serviceOperatePermission = createPermission({
  name: 'idpOrchestrator.service.operate',
  attributes: { action: 'update' },
});

/** See who did what, when and why. */
export const auditReadPermission = createPermission({
  name: 'idpOrchestrator.audit.read',
  attributes: { action: 'read' },
});

export const idpOrchestratorPermissions = [
  flowReadPermission,
  runCreatePermission,
  runReadPermission,
  runCancelPermission,
  runApprovePermission,
  scriptRunPermission,
  serviceReadPermission,
  serviceOperatePermission,
  auditReadPermission,
];
