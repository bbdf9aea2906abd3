export interface Config {
  permission?: {
    /** Who may what with the IDP Orchestrator. */
    idpOrchestrator?: {
      /**
       * By role. Who has several may what any of them may; who has none may
       * nothing of the orchestrator.
       *
       * @visibility backend
       */
      roles?: {
        /** Sees flows, runs and services. */
        viewer?: {
          /** Whole entity references of users and groups, as group:default/platform-team. */
          members: string[];
          /** Only in these environments; everywhere when absent. */
          environments?: string[];
        };
        /** Sees, starts, cancels, approves and operates. */
        operator?: {
          /** Whole entity references of users and groups, as group:default/platform-team. */
          members: string[];
          /** Only in these environments; everywhere when absent. */
          environments?: string[];
          /** Starts, cancels and approves up to this risk; any when absent. */
          highestRisk?: 'low' | 'medium' | 'high' | 'critical';
        };
        /** As an operator, but it cancels only what it started, and approves nothing. */
        agent?: {
          /** Whole entity references of users and groups, as group:default/platform-team. */
          members: string[];
          /** Only in these environments; everywhere when absent. */
          environments?: string[];
          /** Starts up to this risk; any when absent. */
          highestRisk?: 'low' | 'medium' | 'high' | 'critical';
        };
        /** Everything, everywhere, the audit record included. */
        admin?: {
          /** Whole entity references of users and groups, as group:default/platform-team. */
          members: string[];
        };
      };
      /**
       * What all other plugins ask for: allowed to everybody who signed in, or
       * denied to everybody. `allow` by default.
       *
       * @visibility backend
       */
      otherPlugins?: 'allow' | 'deny';
    };
  };
}
