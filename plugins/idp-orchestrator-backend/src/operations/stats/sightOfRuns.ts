import { NotAllowedError } from '@backstage/errors';
import { readRun } from '../../access/authorization/guards';
import type { Caller } from '../../access/Caller';
import type { RunCondition } from '../../ports';
import type { OperationParts } from '../OperationParts';

/** The runs that a caller may see: all when `within` is absent; undefined where it is none. */
export async function sightOfRuns(
  gate: OperationParts['gate'],
  caller: Caller,
): Promise<{ within?: RunCondition } | undefined> {
  try {
    const within = await gate.conditionOf(caller, readRun);
    return { ...(within && { within }) };
  } catch (error) {
    // Who may start a flow need not be one who may look at runs.
    if (error instanceof NotAllowedError) return undefined;
    throw error;
  }
}
