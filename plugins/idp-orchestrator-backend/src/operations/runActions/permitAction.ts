import type { RunAction } from '@idp/backstage-plugin-idp-orchestrator-common';
import { requireRunAction } from '../../access/authorization/runActionRights';
import type { Call } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

/** Lets those through who may do it to the run. */
export const permitAction =
  (action: RunAction) =>
  (
    parts: OperationParts,
    { caller, input: { runId } }: Call<{ runId: string }>,
  ): Promise<void> =>
    requireRunAction(parts, caller, { action, runId });
