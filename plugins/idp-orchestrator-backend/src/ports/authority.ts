import type { Risk, Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Something that was permitted when a run was let go: a start of a flow up to
 * a risk, or something done to services.
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
 * With whose rights a run does what it does later: starts children, begins at
 * its time, goes on after people were asked. Kept with the run, for whatever
 * process its turn comes in.
 */
export interface RunAuthority {
  /** The user or service behind who let it go, as an entity reference or subject. */
  principal: string;
  /** Good for asking the permission backend about a user, and for nothing else. */
  token?: string;
  /** When `token` ends, in ms since 1970. */
  tokenUntil?: number;
  /** What a service is restricted to by its token's entry in the configuration. */
  restrictions?: { permissionNames?: string[]; actions?: string[] };
  /** The groups that a user was in, where the catalog knew. */
  groups?: string[];
  /** What was asked about, and permitted. */
  consents: Consent[];
}

/** Where the authority of runs is kept. */
export interface AuthorityStore {
  /** That of a run itself; a run that a step started has none of its own. */
  getAuthority(runId: string): Promise<RunAuthority | undefined>;
  /** Replaces it: somebody else lets the run go on. */
  setAuthority(runId: string, authority: RunAuthority): Promise<void>;
}

/** Asks again, when something that was decided early is done late. */
export interface LateStart {
  /**
   * Whether who let a run go may still start it.
   *
   * @throws NotAllowedError saying what is missing now
   */
  requireStart(run: Run): Promise<void>;
}
