/**
 * Runs the scripts of a platform as durable flows.
 *
 * @packageDocumentation
 */
export { idpOrchestratorPlugin as default } from './plugin';
export {
  checkPlatform,
  verifyAuditExport,
  type CheckRequest,
  type CheckResult,
  type Finding,
  type KeptApart,
} from './check';
export {
  createIdpFlowConditionalDecision,
  createIdpRunConditionalDecision,
  createIdpServiceConditionalDecision,
  createIdpStartConditionalDecision,
  idpFlowConditions,
  idpRunConditions,
  idpServiceConditions,
  idpStartConditions,
  type FlowTrait,
  type ServiceTrait,
  type StartTrait,
  type Term,
} from './access';
export type { AuditEnd } from './ports/audit';
export type { RunTrait } from './ports/runs';
