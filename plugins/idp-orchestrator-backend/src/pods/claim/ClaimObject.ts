import {
  launchRecordSchema,
  type LaunchRecord,
} from '../../bridge/supervisor/AttemptFiles';
import type { ForcedReason } from '../../bridge/attempt/decideEnding';
import type { ClusterObject } from '../../cluster/watch/ClusterObject';
import { ENDED_WHY, JOB_UID } from '../settings/names';
import { CLAIM_KEYS } from './createClaim';

/** The Secret of an attempt: what its pod is given, and what became of it. */
export interface ClaimObject extends ClusterObject {
  data?: Record<string, string>;
}

/** What a claim says to a backend that follows its pod. */
export interface ClaimedLaunch {
  record: LaunchRecord;
  /** The text by which the lines of the wrapper are told from those of the script. */
  nonce: string;
  hasWindowsLines: boolean;
}

/**
 * Reads what was started, from the claim.
 *
 * @throws Error when somebody has changed it
 */
export function readClaim({ data = {}, metadata }: ClaimObject): ClaimedLaunch {
  const textOf = (key: string) =>
    Buffer.from(data[key] ?? '', 'base64').toString('utf8');
  try {
    return {
      record: launchRecordSchema.parse(JSON.parse(textOf(CLAIM_KEYS.record))),
      nonce: textOf(CLAIM_KEYS.nonce).trim(),
      hasWindowsLines: textOf(CLAIM_KEYS.script).includes('\r\n'),
    };
  } catch (error) {
    throw new Error(
      `Secret ${metadata.namespace}/${metadata.name} is not what was written there`,
      { cause: error },
    );
  }
}

/** Tells which Job belongs to a claim; undefined as long as nothing can have run. */
export function jobUidOf({ metadata }: ClaimObject): string | undefined {
  return metadata.annotations?.[JOB_UID];
}

/** Tells why the backend has ended the Job of a claim, if it has. */
export function endedWhy({ metadata }: ClaimObject): ForcedReason | undefined {
  const why = metadata.annotations?.[ENDED_WHY];
  return why === 'cancelled' || why === 'timed-out' ? why : undefined;
}
