import type { HumanDuration } from '@backstage/types';

/**
 * A time, wherever one is asked for, is `{ minutes: 2 }`, `2m` or `PT2M`.
 */
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
     * `catalog.yaml`. Its fields are in docs/script-catalog.md.
     */
    scriptCatalog?: string;
    /**
     * The folder of the flows in YAML, every `*.yaml` and `*.yml` under it, and of
     * schedules and windows; `IDP_FLOWS_DIR` when absent.
     */
    flowsDirectory?: string;
    /**
     * Where the output of running scripts is kept until it is stored; must survive a restart.
     * It is made for its owner only; one that is open to other users is told in the log.
     */
    spoolDirectory?: string;
    environments?: {
      [name: string]: {
        title?: string;
        scriptsDirectory?: string;
        /** Environment variables for every script. Not for secrets. */
        variables?: { [name: string]: string };
        /** Added to the ports of the services below: for environments that are the same services on other ports of one machine. */
        portOffset?: number | string;
        /** What is different here, field by field, by the names of services; or services that are only here. The fields are those of `services` below. */
        services?: Array<{ name: string; [field: string]: unknown }>;
        /**
         * The Kubernetes cluster of the environment; none when absent. See
         * docs/kubernetes.md for the rights that are needed there.
         */
        kubernetes?: {
          /** A kubeconfig file; read again when it changes. A program in it that gives credentials (`exec`) has 20 seconds. */
          kubeconfig?: string;
          /** One of its contexts; the current one when absent. */
          context?: string;
          /** Instead of a kubeconfig: the account of the pod that this runs in. */
          inCluster?: boolean;
        };
        /**
         * The pod, in that cluster, that each attempt of a script runs in which
         * says nothing else; on the host of the backend when absent. See
         * docs/pods.md.
         */
        runsOn?: {
          pod?: {
            /** It has bash. Scripts may name another one. */
            image?: string;
            /** That of the kubeconfig's context when absent. */
            namespace?: string;
            /** That of the namespace when absent, and then without its token. */
            serviceAccount?: string;
            resources?: {
              requests?: { [resource: string]: string | number };
              limits?: { [resource: string]: string | number };
            };
            /** Labels that the node must have. */
            nodeSelector?: { [label: string]: string };
          };
        };
      };
    };
    /**
     * Keys of what is signed (links that approve), hidden (what is typed into
     * secret fields) and sealed (the audit record). What is new is made with the
     * first; older ones stay until nothing is left that was made with them. Those
     * of `backend.auth.keys` when absent.
     */
    keys?: Array<{
      /** Letters, digits, `.`, `-` and `_`, at most 40. */
      id: string;
      /**
       * At least 32 characters, as of `openssl rand -base64 32`.
       * @visibility secret
       */
      secret: string;
    }>;
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
    /** The services of all environments. */
    services?: Array<{
      /** Lower-case letters, digits and hyphens, at most 50. */
      name: string;
      /** Other names that operations take for it. */
      aliases?: string[];
      title?: string;
      description?: string;
      /** Where people and probes reach it, with http or https. */
      url?: string;
      /** Of its health request, below the URL; short for one probe of kind `http`. */
      healthPath?: string;
      /** The platform is never healthy while this one is down. */
      critical?: boolean | string;
      /** Names of the services that it needs. */
      dependsOn?: string[];
      /** Entity reference of the team that owns it. */
      owner?: string;
      /** Where it is; in every environment when absent. */
      environments?: string[];
      /** How it is started and stopped. When absent: by its well-known workload where the environment has a cluster, else not at all. */
      control?:
        | {
            kind: 'script';
            /** Id in the script catalog. */
            script: string;
            /** `start` when absent. */
            startAction?: string;
            /** `stop` when absent. */
            stopAction?: string;
            /** The parameter that takes the service's name, if there is one. */
            serviceParameter?: string;
          }
        | {
            kind: 'kubernetes';
            /** Tried in this order. */
            namespaces?: string[];
            /** Label selector of its workloads. */
            selector?: string;
          }
        | { kind: 'none' };
      /** How it is asked for its health; by `healthPath`, and by its workload, when absent. A probe has 3 seconds unless it says otherwise. */
      probes?: Array<
        | {
            kind: 'http';
            path?: string;
            /** Any below 400 when absent. */
            expectStatus?: number | string;
            /** Must be somewhere in the body. */
            expectBody?: string;
            timeout?: HumanDuration | string;
            /** @deprecated Use `timeout`. */
            timeoutSeconds?: number | string;
          }
        | {
            kind: 'tcp';
            /** That of the URL when absent. */
            host?: string;
            port: number | string;
            timeout?: HumanDuration | string;
            /** @deprecated Use `timeout`. */
            timeoutSeconds?: number | string;
          }
        | {
            kind: 'kubernetes';
            timeout?: HumanDuration | string;
            /** @deprecated Use `timeout`. */
            timeoutSeconds?: number | string;
          }
        | {
            kind: 'script';
            script: string;
            /** One that is `readOnly`. */
            action: string;
            timeout?: HumanDuration | string;
            /** @deprecated Use `timeout`. */
            timeoutSeconds?: number | string;
          }
      >;
      /** So long an operation waits for it to be well, or gone, at most a day; 5 minutes when absent. */
      waitLimit?: HumanDuration | string;
      /**
       * In seconds.
       * @deprecated Use `waitLimit`.
       */
      waitSeconds?: number | string;
    }>;
    /**
     * Whether entities of Backstage's catalog that are annotated as services are
     * read as well, which is so when this is absent; and what counts of them.
     */
    catalogServices?:
      | boolean
      | {
          /**
           * Whether all that entities say counts: any script action or workload
           * as control, and each field that `services` leaves open, the owner
           * too. Only where nobody but the platform's own people can register
           * such entities; false when absent.
           */
          trusted?: boolean | string;
          /**
           * Hosts that may be asked for the health of services whose address an
           * entity tells, written as those of `http.allowedHosts`. None when
           * absent, and never a link-local one or the metadata of a cloud.
           */
          probeHosts?: string[];
        };
    health?: {
      /**
       * The services are looked at so often also when nobody asks, to keep
       * their history and to tell what has changed; 30 seconds when absent.
       */
      watchEvery?: HumanDuration | string;
      /**
       * In seconds.
       * @deprecated Use `watchEvery`.
       */
      watchSeconds?: number;
      /** The history of health is kept so long; 30 days when absent. */
      historyAge?: HumanDuration | string;
      /**
       * In days.
       * @deprecated Use `historyAge`.
       */
      historyDays?: number;
    };
    windmill?: {
      /**
       * Whether clients of Windmill are served, under
       * `/api/idp-orchestrator/windmill/api`; true when absent.
       */
      enabled?: boolean;
      /** The name of the one workspace; `idp` when absent. */
      workspace?: string;
      /**
       * Whether they are served at the root of the backend as well, as Windmill
       * does: `/api/w/…`, `/api/version`, `/api/users/whoami`,
       * `/api/workspaces/list` and `/exists`, `/api/health/status`.
       */
      mountAtRoot?: boolean;
      /**
       * How long a link is good that answers a step without a token, from a
       * minute to 31 days; a week when absent.
       */
      linkLifetime?: HumanDuration | string;
      /**
       * How long a caller of `run_wait_result` may wait; the run is cancelled
       * then. 10 minutes when absent.
       */
      waitLimit?: HumanDuration | string;
      /**
       * In seconds.
       * @deprecated Use `waitLimit`.
       */
      waitLimitSeconds?: number;
    };
    /** What agents are held to; see docs/agents.md. */
    agents?: {
      /**
       * Users and services that are agents whatever they say of themselves,
       * for example `external:assistant`.
       */
      subjects?: string[];
      /**
       * Starts of this risk or more, and all that start, stop or restart
       * services, take a dry run or plan of the same input first; `medium`
       * when absent.
       */
      dryRunFrom?: 'low' | 'medium' | 'high' | 'critical' | 'never';
      /** How long a dry run or plan is good for, from a minute to a day; an hour when absent. */
      dryRunWindow?: HumanDuration | string;
      /**
       * In minutes.
       * @deprecated Use `dryRunWindow`.
       */
      dryRunWindowMinutes?: number;
      /** Runs above this risk an agent can only propose; `high` when absent. */
      highestRisk?: 'low' | 'medium' | 'high' | 'critical';
      /** Where agents may start and propose runs; everywhere when absent. */
      environments?: string[];
      /**
       * Starts in an hour, proposals included, of all agents that act for one
       * user or with one token; 30 when absent.
       */
      startsPerHour?: number;
      /** Whether agents may approve what they did not start; false when absent. */
      mayApprove?: boolean;
      /**
       * Whether a person may approve what an agent proposed for that person;
       * false when absent, since the agent may have that person's token.
       */
      ownProposals?: boolean;
    };
    api?: {
      /** Requests that one caller may send to one process in a minute; 3,000 when absent. */
      requestsPerMinute?: number;
    };
    audit?: {
      /**
       * A seal of the audit record is made when so many entries have none, and
       * at the latest an hour after one that has none; 100 when absent. See
       * docs/audit.md.
       */
      sealEvery?: number | string;
    };
    /** Who is told outside of what happens; see docs/webhooks.md. */
    webhooks?: Array<{
      /** Lower-case letters, digits and hyphens, at most 50. */
      id: string;
      /**
       * With https, but on this machine.
       * @visibility secret
       */
      url: string;
      /** Allows http to other machines. */
      allowHttp?: boolean;
      /**
       * `whsec_` and 24 to 64 random bytes in base64.
       * @visibility secret
       */
      secret: string;
      /** All when absent. */
      events?: Array<
        | 'run.created'
        | 'run.started'
        | 'run.waiting-for-approval'
        | 'run.succeeded'
        | 'run.failed'
        | 'run.cancelled'
        | 'service.changed'
        | 'schedule.changed'
        | 'schedule.missed'
        | 'audit.sealed'
      >;
      /** Only runs and schedules of these; all, and services and seals, when absent. */
      flows?: string[];
      /** All, and seals, when absent. Seals that `events` names are sent whatever these two say. */
      environments?: string[];
      /**
       * Sent with each message, for example `authorization`.
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
    }>;
    /** When which changes may happen; see docs/windows.md. They may stand beside flows too. */
    windows?: Array<{
      /** Lower-case letters, digits and hyphens, at most 50. */
      id: string;
      /** Shown to people; the id when absent. */
      title?: string;
      /**
       * `freeze`: nothing is changed while it lasts. `maintenance`: things are
       * changed only while it lasts.
       */
      kind: 'freeze' | 'maintenance';
      /** All when absent. */
      environments?: string[];
      /** Ids of flows; all when absent. */
      flows?: string[];
      /** The lowest risk that it is about; every one when absent. */
      riskAtLeast?: 'low' | 'medium' | 'high' | 'critical';
      /** Of its times, for example `Europe/Berlin`. */
      timezone: string;
      /** Of one that is once: its begin, for example `2026-12-18T17:00`. */
      from?: string;
      /** Of one that is once: its end. */
      to?: string;
      /** Of one that comes again: when it begins, as cron has it in five fields. */
      cron?: string;
      /** Of one that comes again: how long it lasts, for example `2h`. */
      duration?: string;
      /** Of one that comes again: when it does not any more. */
      until?: string;
      /**
       * What becomes of a run that has begun to change something: `finish` (when
       * absent) lets it go on until it waits for something, `hold` lets its next
       * step wait. A script that runs is let finish in any case.
       */
      running?: 'finish' | 'hold';
      /**
       * What becomes of a start: `hold` (when absent) makes its run, which goes on
       * by itself when it may; `refuse` makes none.
       */
      starts?: 'hold' | 'refuse';
      /** Who may let a run go on nevertheless; nobody when absent. */
      override?: {
        /** Users and groups; all who have the permission when absent. */
        approvers?: string[];
        /** How many of them it takes for a run; 1 when absent. */
        count?: number | string;
      };
    }>;
    retention?: {
      /** Finished runs are removed when they are older than this; 90 days when absent. */
      age?: HumanDuration | string;
      /**
       * In days.
       * @deprecated Use `age`.
       */
      days?: number;
      /** Of finished runs, so many newest are kept; 100,000 when absent. */
      runs?: number;
      /**
       * What was typed into secret fields is wiped so long after the end of a
       * run, which cannot be retried then; 7 days when absent.
       */
      typedSecrets?: HumanDuration | string;
      /**
       * Finished runs are compacted so long after their end, which takes a fifth
       * of the room; 1 hour when absent. Versions that do not know it cannot read
       * such runs: `never` undoes it, before one goes back to such a version.
       */
      compactAfter?: HumanDuration | string;
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
      /** Labels of this process; flows ask for them by `runsOn`. */
      labels?: string[];
      /**
       * How this host is called, where its own name is not unique among the
       * hosts that work on runs.
       */
      hostName?: string;
      /**
       * The account of the host that scripts run under; that of the backend
       * when absent, and then they can read all that it can. Linux with
       * util-linux only, and the backend has to run as root or with the
       * capabilities that docs/isolation.md names.
       */
      runAs?: {
        /** A name or number. */
        user: string | number;
        /** The user's own when absent. */
        group?: string | number;
      };
      /** How long a script goes on while no backend follows it; 2 minutes when absent. */
      adoptionWindow?: HumanDuration | string;
      /**
       * In seconds.
       * @deprecated Use `adoptionWindow`.
       */
      adoptionWindowSeconds?: number;
      /** Time between TERM and KILL; 10 seconds when absent. */
      grace?: HumanDuration | string;
      /**
       * In seconds.
       * @deprecated Use `grace`.
       */
      graceSeconds?: number;
      /**
       * Limits of the spool, in bytes or as `100 MiB`.
       */
      spool?: {
        /**
         * So much is kept of what one attempt of a script prints, its beginning
         * and its end, at least 1 MiB; 100 MiB when absent. A script or an action
         * may say another limit in the script catalog.
         */
        maxOutput?: number | string;
        /** No script is started with less room on the disk of the spool; 64 MiB when absent. */
        minFree?: number | string;
      };
      /**
       * Whether running scripts go on when this process has ended: `auto`, when
       * absent, finds out. They do on a host, and they do not in a container,
       * which ends with it. Say `never` where whatever stops this process ends
       * its children too (systemd without `KillMode=process`).
       */
      scriptsSurviveStop?: 'auto' | 'always' | 'never';
      /**
       * The longest time for which a stop waits for scripts that would end with
       * this process; 10 minutes when absent. Those that take longer are told to
       * end (TERM), have `grace` for it, and their attempts are lost. The platform
       * has to wait longer than both before it kills (`terminationGracePeriodSeconds`, `stop_grace_period`):
       * see docs/deployment.md.
       */
      drainTimeout?: HumanDuration | string;
    };
  };
}
