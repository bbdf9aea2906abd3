import {
  createTranslationRef,
  type TranslationFunction,
  type TranslationRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

const ref = createTranslationRef({ id: 'plugin.idp-orchestrator', messages });

/**
 * The texts of the pages in English, by the keys under which they can be replaced.
 *
 * @public
 */
export type IdpOrchestratorTexts = typeof ref.T;

/**
 * Every text of the pages; translate or replace them through Backstage's translation API.
 *
 * @public
 */
export const idpOrchestratorTranslationRef: TranslationRef<
  'plugin.idp-orchestrator',
  IdpOrchestratorTexts
> = ref;

export type Translate = TranslationFunction<
  typeof idpOrchestratorTranslationRef.T
>;

/** The texts in the reader's language. */
export function useText(): Translate {
  return useTranslationRef(idpOrchestratorTranslationRef).t;
}
