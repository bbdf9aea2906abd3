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
} from './access';
