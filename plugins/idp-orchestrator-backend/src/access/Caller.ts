import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Initiator,
  Origin,
  StartingTemplate,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Standing } from './authority/Standing';

/** The one who calls an operation, through whatever door. */
export interface Caller {
  credentials: BackstageCredentials;
  initiator: Initiator;
  /** The door that the call came through, and the address it came from. */
  origin: Origin;
  /** The span that the call is part of. */
  traceparent?: string;
  /** The software template that calls. */
  template?: StartingTemplate;
  /**
   * The way to ask Backstage about a caller who is not there; the credentials
   * are asked with when absent.
   */
  standing?: Standing;
  /** Aborts when the caller has hung up, where the door can tell. */
  gone?: AbortSignal;
  /**
   * Lists the caller and the groups that the caller is in, as entity
   * references.
   */
  listRefs(): Promise<string[]>;
}

/**
 * Names the plugin that speaks for a caller; undefined for whoever brings a
 * token of their own.
 */
export function speakerOf(caller: Caller): string | undefined {
  // Of somebody who is not there nobody has credentials.
  if (caller.standing) return undefined;
  const { credentials } = caller;
  const { actor } = credentials.principal as { actor?: { subject: string } };
  return actor?.subject;
}

/** The way in which a call came in, as its door saw it. */
export interface Arrival {
  origin: Origin;
  /** The header `traceparent` of the request. */
  traceparent?: string;
  /** The software template that calls; from the scaffolder only. */
  template?: StartingTemplate;
  /** The name that an agent says it goes by, and its conversation. */
  agent?: { name?: string; conversation?: string };
  /** Aborts when who asks has hung up. */
  gone?: AbortSignal;
}

/**
 * Makes the caller who has these credentials, through whatever door they came.
 */
export type CreateCaller = (
  credentials: BackstageCredentials,
  arrival: Arrival,
) => Caller;
