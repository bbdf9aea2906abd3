/**
 * Runs the scripts of a platform as durable flows.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';

export { idpOrchestratorPlugin as default } from './plugin';

/**
 * The actions for software templates, a module of the scaffolder. Loaded only
 * where it is added, because the scaffolder's library takes its time.
 */
export const idpOrchestratorScaffolderModule = createBackendFeatureLoader({
  loader: () => [
    import('@idp/backstage-plugin-idp-orchestrator-scaffolder-backend-module'),
  ],
});
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
