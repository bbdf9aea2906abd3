import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Initiator,
  Origin,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Standing } from './authority/Standing';

/** Who calls, through whatever door. */
export interface Caller {
  credentials: BackstageCredentials;
  initiator: Initiator;
  /** Where the call came from. */
  origin: Origin;
  /** The span that the call is part of. */
  traceparent?: string;
  /** How Backstage is asked about somebody who is not there; by the credentials when absent. */
  standing?: Standing;
  /** The caller and the groups that the caller is in, as entity references. */
  listRefs(): Promise<string[]>;
}

/** How a call came in. */
export interface Arrival {
  origin: Origin;
  /** The header of that name. */
  traceparent?: string;
  /** What an agent says of itself: the name that it goes by, and its conversation. */
  agent?: { name?: string; conversation?: string };
}

/** Makes the caller who has these credentials, through whatever door they came. */
export type CreateCaller = (
  credentials: BackstageCredentials,
  arrival: Arrival,
) => Caller;
