export interface Config {
  idpOrchestrator?: {
    /**
     * The environment that is used when a caller names none. `IDP_ENVIRONMENT`
     * when absent, else `development`.
     */
    environment?: string;
    /** The folder of the scripts; `IDP_SCRIPTS_DIR` when absent. */
    scriptsDirectory?: string;
    /**
     * The YAML file that lists the scripts that may be run, in every
     * environment. When absent, each environment's scripts folder has its own
     * `catalog.yaml`.
     */
    scriptCatalog?: string;
    /**
     * The folder of the flows in YAML, every `*.yaml` and `*.yml` under it;
     * `IDP_FLOWS_DIR` when absent.
     */
    flowsDirectory?: string;
    /** Where the output of running scripts is kept until it is stored; must survive a restart. */
    spoolDirectory?: string;
    environments?: {
      [name: string]: {
        title?: string;
        scriptsDirectory?: string;
        /** Environment variables for every script. Not for secrets. */
        variables?: { [name: string]: string };
      };
    };
    /**
     * Secrets by name; a script gets those that its catalog entry lists.
     * @deepVisibility secret
     */
    secrets?: { [name: string]: string };
    http?: {
      /**
       * Hosts that steps which use `http` may send requests to, as
       * `api.example.com`, `localhost:8080` or `*.example.com`; without a port
       * the default one of the address' scheme. None when absent. Whoever may
       * change flows can send every secret to these.
       */
      allowedHosts?: string[];
    };
    services?: Array<{
      name: string;
      title?: string;
      url?: string;
      healthPath?: string;
      critical?: boolean;
      dependsOn?: string[];
    }>;
    health?: {
      /**
       * The services are looked at so often (in seconds) also when nobody
       * asks, to keep their history and to tell what has changed; 30 when
       * absent.
       */
      watchSeconds?: number;
      /** The history of health is kept for so many days; 30 when absent. */
      historyDays?: number;
    };
    retention?: {
      /** Finished runs are removed after so many days; 90 when absent. */
      days?: number;
      /** Of finished runs, so many newest are kept; 100,000 when absent. */
      runs?: number;
    };
    engine?: {
      /** Runs that one process works on at the same time; 20 when absent. */
      concurrency?: number;
      /**
       * What this process does: `all` when absent; `api` answers requests and
       * works on no run, `worker` only works on runs. One process of SQLite
       * does both.
       */
      role?: 'all' | 'api' | 'worker';
      /**
       * How runs come to workers: `auto` when absent, which is `pg-boss` when
       * the database is PostgreSQL, and `in-process` on SQLite.
       */
      dispatcher?: 'auto' | 'in-process' | 'pg-boss';
      /** Labels of this process; flows ask for them by `runsOn`. */
      labels?: string[];
      /**
       * How this host is called, where its own name is not unique among the
       * hosts that work on runs.
       */
      hostName?: string;
      /** How long a script goes on while no backend follows it; 120 when absent. */
      adoptionWindowSeconds?: number;
      /** Time between TERM and KILL; 10 when absent. */
      graceSeconds?: number;
    };
  };
}
