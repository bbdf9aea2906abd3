import { requireVisibleRun } from '../../access/authorization/runVisibility';
import type { Call } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

/** Lets those through who may see the run; for others it is not there. */
export async function permitSeeing(
  parts: OperationParts,
  { caller, input }: Call<{ runId: string }>,
): Promise<void> {
  await requireVisibleRun(parts, caller, input.runId);
}
