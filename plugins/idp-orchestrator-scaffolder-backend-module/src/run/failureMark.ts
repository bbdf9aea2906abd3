import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepContext } from './StepContext';

/** Says that a checkpoint was asked for which was never made. */
class NotMade extends Error {}

/**
 * Remembers that the template's user was told how this run ended. A template
 * that comes here again after that was retried by a person; one that comes
 * without was only interrupted, and nobody asked for a retry.
 */
export async function markFailureTold(
  ctx: StepContext,
  run: Run,
): Promise<void> {
  await ctx.checkpoint({ key: keyOf(run), fn: async () => run.id });
}

export async function wasFailureTold(
  ctx: StepContext,
  run: Run,
): Promise<boolean> {
  try {
    await ctx.checkpoint({
      key: keyOf(run),
      fn: async () => {
        throw new NotMade(`Run ${run.id} was not told of yet`);
      },
    });
    return true;
  } catch (error) {
    if (error instanceof NotMade) return false;
    throw error;
  }
}

/** Makes the key of a run's end; a run that was retried ends another time. */
function keyOf({ id, retries = [] }: Run): string {
  return `told.${id}.${retries.length}`;
}
