import {
  createTranslationRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

/** Every text of the pages; translate or replace them through Backstage's translation API. */
export const idpOrchestratorTranslationRef = createTranslationRef({
  id: 'plugin.idp-orchestrator',
  messages,
});

/** The texts in the reader's language. */
export function useText() {
  return useTranslationRef(idpOrchestratorTranslationRef).t;
}

export type Translate = ReturnType<typeof useText>;
