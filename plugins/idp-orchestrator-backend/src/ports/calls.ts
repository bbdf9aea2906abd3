import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The part of an audit entry that is known before a call is done: what somebody
 * wants to do, and from where; no more of the input than its digest.
 */
export type AuditedCall = Pick<
  AuditEntry,
  | 'act'
  | 'by'
  | 'origin'
  | 'subject'
  | 'environment'
  | 'dryRun'
  | 'risk'
  | 'inputDigest'
  | 'reason'
>;

/** A call that is under way. */
export interface OpenCall {
  id: string;
  /** ms since 1970. */
  openedAt: number;
  call: AuditedCall;
}

/**
 * The opening of a call whose first commit makes something: that commit writes
 * as well that the call is under way.
 */
export interface CallOpening {
  /**
   * Makes something by `commit`, which is given the call to write with it, or
   * none where it was written before.
   */
  carriedBy<T extends { created: boolean }>(
    commit: (call?: OpenCall) => Promise<T>,
  ): Promise<T>;
}
