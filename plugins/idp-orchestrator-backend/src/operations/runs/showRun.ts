import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { withoutHiddenHolder } from '../../access/authorization/runVisibility';
import type { Caller } from '../../access/Caller';
import type { OperationParts } from '../OperationParts';
import { withQueuePosition } from './withQueuePosition';

/**
 * Shows a run to a caller: with its place in the queue, and without what is
 * hidden from them.
 */
export async function showRun(
  parts: Pick<OperationParts, 'store' | 'secretInputs' | 'gate'>,
  caller: Caller,
  run: Run,
): Promise<Run> {
  const { store, secretInputs } = parts;
  const shown = await secretInputs.hideInRun(
    await withQueuePosition(store, run),
  );
  return withoutHiddenHolder(parts, caller, shown);
}
