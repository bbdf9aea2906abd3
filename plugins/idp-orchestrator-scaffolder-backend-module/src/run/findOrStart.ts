import { createHash } from 'node:crypto';
import type { StartedRun } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepContext } from './StepContext';

export interface TemplateStepRun {
  runId: string;
  runUrl: string;
  /** True when it was there before: the scaffolder does this step once more. */
  isFound: boolean;
}

/**
 * Finds or starts the one run of this step of this template's task with this
 * input, however often the scaffolder does the step. The scaffolder keeps its
 * id; when it dies before that, the idempotency key finds the run.
 */
export async function findOrStart(
  ctx: StepContext,
  start: (idempotencyKey: string) => Promise<StartedRun>,
): Promise<TemplateStepRun> {
  const digest = digestOf(ctx.step?.id, ctx.input);
  let isFound = true;
  const { runId, runUrl } = await ctx.checkpoint({
    key: `run.${digest}`,
    fn: async () => {
      isFound = false;
      const { id, url } = await start(`scaffolder:${ctx.task.id}:${digest}`);
      return { runId: id, runUrl: url };
    },
  });
  return { runId, runUrl, isFound };
}

/**
 * Makes the digest of a step and its input; with `each`, the input is what
 * tells one turn of a step from another.
 */
function digestOf(stepId: string | undefined, input: object): string {
  return createHash('sha256')
    .update(JSON.stringify([stepId ?? '', input]))
    .digest('hex')
    .slice(0, 32);
}
