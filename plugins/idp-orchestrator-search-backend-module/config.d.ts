import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      /** How flows of the IDP Orchestrator get into the search. */
      idpOrchestrator?: {
        /** How often they are read; every ten minutes by default. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Where the portal has the orchestrator's pages; `/idp-orchestrator` by default. */
        path?: string;
      };
    };
  };
}
