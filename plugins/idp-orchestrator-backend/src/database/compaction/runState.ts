import type {
  Run,
  RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { toIso, type RunRow } from '../rows';
import { expandNow } from './codec';
import { UnreadableRunError } from './UnreadableRunError';

/** The columns that hold a run's state. */
export type StateRow = Pick<RunRow, 'id' | 'state' | 'compacted_state'>;

/**
 * Reads the state that a row holds.
 *
 * @throws UnreadableRunError when it is compacted and cannot be read
 */
export function readState({ id, state, compacted_state }: StateRow): Run {
  if (state !== '' || compacted_state === null) return JSON.parse(state) as Run;
  return expandNow(id, compacted_state) as Run;
}

/**
 * Reads the state for a list, which one run must not keep from being read: of
 * a run that is unreadable, it is what the columns tell, with the reason.
 */
export function readStateForList(row: RunRow): Run {
  try {
    return readState(row);
  } catch (error) {
    if (!(error instanceof UnreadableRunError)) throw error;
    return {
      id: row.id,
      flowId: row.flow_id,
      flowTitle: row.flow_id,
      flowDigest: row.flow_digest,
      environment: row.environment,
      status: row.status as RunStatus,
      initiator: { kind: 'user', ref: row.initiator },
      input: {},
      dryRun: false,
      createdAt: toIso(row.created_at),
      ...(row.finished_at !== null && { finishedAt: toIso(row.finished_at) }),
      steps: [],
      error: { message: error.message },
      lastSeq: row.last_seq,
    };
  }
}
