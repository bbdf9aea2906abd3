import type { Risk, Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Something that was permitted when a run was let go: a start of a flow up to a
 * risk, or something done to services.
 */
export type Consent =
  | {
      about: 'start';
      kind: 'flow' | 'task';
      flow: string;
      risk: Risk;
      environment: string;
      dryRun: boolean;
    }
  | {
      about: 'service';
      act: 'operate' | 'read';
      services: string[] | 'any';
      environment?: string;
    };

/**
 * The rights with which a run does what it does later: starts children, begins
 * at its time, goes on after people were asked. It is kept with the run, for
 * whatever process its turn comes in.
 */
export interface RunAuthority {
  /** The user or service behind who let it go, as an entity reference or subject. */
  principal: string;
  /**
   * A token that is good for asking the permission backend about a user, and for
   * nothing else; encrypted where this portal has a key.
   */
  token?: string;
  /** The time at which `token` ends (ms since 1970). */
  tokenUntil?: number;
  /** The limits that its token's entry in the configuration sets to a service. */
  restrictions?: { permissionNames?: string[]; actions?: string[] };
  /** The groups that a user was in, where the catalog knew. */
  groups?: string[];
  /** The things that were asked about, and permitted. */
  consents: Consent[];
}

/** Keeps the authority of runs. */
export interface AuthorityStore {
  /** Reads that of a run itself; a run that a step started has none of its own. */
  getAuthority(runId: string): Promise<RunAuthority | undefined>;
  /** Replaces it, when somebody else lets the run go on. */
  setAuthority(runId: string, authority: RunAuthority): Promise<void>;
}

/** Asks again, when something that was decided early is done late. */
export interface LateStart {
  /**
   * Requires that whoever let a run go may still start it.
   *
   * @throws NotAllowedError saying what is missing now
   */
  requireStart(run: Run): Promise<void>;
}
