/**
 * The pages of IDP Orchestrator, for apps of the legacy frontend system. Apps
 * of the new one install the default export of `/alpha`.
 *
 * @packageDocumentation
 */
export {
  EntityIdpOrchestratorCard,
  EntityIdpOrchestratorContent,
  EntityIdpOrchestratorTeamCard,
  idpOrchestratorPlugin,
  IdpOrchestratorPage,
} from './plugin';
export { isServiceAvailable } from './catalog/annotation';
export {
  orchestratorApiRef,
  type OrchestratorApi,
} from './api/orchestratorApi';
export {
  idpOrchestratorTranslationRef,
  type IdpOrchestratorTexts,
} from './translation';
export { idpOrchestratorTranslations } from './translations/idpOrchestratorTranslations';
