export interface Config {
  /** Who may what in this example backend. */
  examplePolicy?: {
    /**
     * By role: `viewer`, `operator`, `admin` or `agent`. Who has several may
     * what any of them may; who has none may nothing of the orchestrator.
     *
     * @visibility backend
     */
    roles?: {
      [role: string]: {
        /** Entity references of users and groups. */
        members: string[];
        /** Only in these environments; everywhere when absent. */
        environments?: string[];
        /** Starts flows and scripts up to this risk; any when absent. */
        highestRisk?: 'low' | 'medium' | 'high' | 'critical';
      };
    };
  };
}
