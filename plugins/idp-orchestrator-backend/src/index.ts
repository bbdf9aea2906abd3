/**
 * Runs the scripts of a platform as durable flows.
 *
 * @packageDocumentation
 */
export { idpOrchestratorPlugin as default } from './plugin';
export { verifyAuditExport } from './audit';
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
