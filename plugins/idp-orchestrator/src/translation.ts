import {
  createTranslationRef,
  type TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

/**
 * Every text of the pages; translate or replace them through Backstage's translation API.
 *
 * @public
 */
export const idpOrchestratorTranslationRef = createTranslationRef({
  id: 'plugin.idp-orchestrator',
  messages,
});

export type Translate = TranslationFunction<
  typeof idpOrchestratorTranslationRef.T
>;

/** The texts in the reader's language. */
export function useText(): Translate {
  return useTranslationRef(idpOrchestratorTranslationRef).t;
}
