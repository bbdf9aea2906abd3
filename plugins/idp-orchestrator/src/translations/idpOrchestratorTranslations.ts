import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { idpOrchestratorTranslationRef } from '../translation';

/**
 * The languages that the pages bring besides English; each is loaded when somebody reads it.
 *
 * @public
 */
export const idpOrchestratorTranslations = createTranslationResource({
  ref: idpOrchestratorTranslationRef,
  translations: { de: () => import('./de') },
});
