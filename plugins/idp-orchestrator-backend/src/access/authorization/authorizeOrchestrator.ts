import {
  auditReadPermission,
  deliveryRedeliverPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Orchestrator, StartUse } from '../../operations/Orchestrator';
import { authorizeActs } from './authorizeActs';
import { authorizeFlows } from './authorizeFlows';
import type { AuthorizeOptions } from './AuthorizeOptions';
import { authorizeRuns } from './authorizeRuns';
import { authorizeServices } from './authorizeServices';

/** The use cases that are no starts, each behind its permission; starts are in access/starts. */
export function authorizeOrchestrator(
  orchestrator: Orchestrator,
  options: AuthorizeOptions,
): Omit<Orchestrator, StartUse> {
  const { gate } = options;
  const guarded = { ...options, orchestrator };
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
