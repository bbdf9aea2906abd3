import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { idpOrchestratorTranslations } from '@idp/backstage-plugin-idp-orchestrator/alpha';

/** The languages besides English that `app-config.yaml` offers. */
export const translationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'idp-orchestrator',
      params: { resource: idpOrchestratorTranslations },
    }),
  ],
});
