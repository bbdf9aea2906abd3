import {
  auditReadPermission,
  deliveryRedeliverPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Orchestrator } from '../../operations/Orchestrator';
import { authorizeActs } from './authorizeActs';
import { authorizeFlows } from './authorizeFlows';
import type { AuthorizeOptions } from './AuthorizeOptions';
import { authorizeRuns } from './authorizeRuns';
import { authorizeServices } from './authorizeServices';
import { PermissionGate } from './PermissionGate';

/** The use cases, each behind its permission. */
export function authorizeOrchestrator(
  orchestrator: Orchestrator,
  options: AuthorizeOptions,
): Orchestrator {
  const { permissions, permissionsRegistry } = options;
  const gate = new PermissionGate(permissions, permissionsRegistry);
  const guarded = { ...options, orchestrator, gate };
  return {
    ...authorizeFlows(guarded),
    ...authorizeRuns(guarded),
    ...authorizeActs(guarded),
    ...authorizeServices(guarded),
    async listAudit(caller, filter, page) {
      await gate.require(caller, auditReadPermission);
      return orchestrator.listAudit(caller, filter, page);
    },
    async verifyAudit(caller) {
      await gate.require(caller, auditReadPermission);
      return orchestrator.verifyAudit(caller);
    },
    async exportAudit(caller) {
      await gate.require(caller, auditReadPermission);
      return orchestrator.exportAudit(caller);
    },
    async listDeliveries(caller, ...asked) {
      await gate.require(caller, auditReadPermission);
      return orchestrator.listDeliveries(caller, ...asked);
    },
    async redeliver(caller, deliveryId, request) {
      await gate.require(caller, auditReadPermission);
      await gate.require(caller, deliveryRedeliverPermission);
      return orchestrator.redeliver(caller, deliveryId, request);
    },
  };
}
