import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { compareDefinition } from '../runs/compareDefinition';
import { permitSeeing } from '../runs/permitSeeing';
import { requireDefinition, requireRun } from '../runs/requireRun';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toRunAnswer } from '../tools/toRunAnswer';
import { lendAuthority } from '../starts/beginStart';
import { applyAction } from './applyAction';
import { auditOfAction } from './auditOfAction';
import { retry } from './decideActions';

/** Lets a finished run go on from a step, with the rights of who does so. */
export const retryRun = defineOperation(CONTRACTS.retryRun, {
  audit: auditOfAction('run.retry'),
  async permit(parts, call) {
    await permitSeeing(parts, call);
    const run = await requireRun(parts.store, call.input.runId);
    const start = await parts.resolveRun(run);
    await parts.authorizer.require(call.caller, start);
    return { run, start };
  },
  async run(parts, { caller, input, permitted: { run, start } }) {
    const { runId, request } = input;
    const { reason, from } = request;
    const asked = { ...start.asked, reason };
    const read = async () => ({ ...start, asked });
    return parts.agents.letGo(caller, read, async () => {
      // Nothing is promised that the worker could not keep.
      await parts.secrets.open(run);
      await lendAuthority(parts, caller, { run, start });
      const flow = await requireDefinition(parts.store, runId);
      const note = await describeChange(parts, runId);
      const decide = retry(
        { by: caller.initiator, reason },
        { flow, from, note },
      );
      const retried = await applyAction(parts, runId, decide);
      return parts.secretInputs.hideInRun(retried);
    });
  },
  tool: defineTool({
    name: 'retry-run',
    title: 'Retry a run',
    description:
      'When a run failed and its cause is gone: it goes on from the step that failed, or from one that you name.',
    input: {
      runId: FIELDS.runId,
      reason: FIELDS.why,
      from: FIELDS.step.describe(
        'The step to go on from; what failed when absent.',
      ),
    },
    effect: 'harm',
    toInput: ({ runId, ...request }) => ({ runId, request }),
    toAnswer: run => toRunAnswer(run),
  }),
});

async function describeChange(
  { store, flows }: Pick<OperationParts, 'store' | 'flows'>,
  runId: string,
): Promise<string | undefined> {
  const is = await compareDefinition(flows, await requireRun(store, runId));
  if (is === 'present') return undefined;
  return is === 'changed'
    ? 'The flow has changed since; the run goes on with the definition that it was made with'
    : 'The flow is gone; the run goes on with the definition that it was made with';
}
