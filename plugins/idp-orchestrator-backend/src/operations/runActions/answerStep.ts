import type {
  AnswerRunRequest,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { PermittedCall } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { speakerOf } from '../../access/Caller';
import { applyAction } from './applyAction';
import { answer } from './decideActions';

/** Gives a step that waits for people the caller's answer. */
export async function answerStep(
  parts: OperationParts,
  given: 'approve' | 'reject',
  call: PermittedCall<
    { runId: string; request: AnswerRunRequest },
    unknown,
    unknown
  >,
): Promise<Run> {
  const { caller, input } = call;
  const { reason, step, attempt, key } = input.request;
  const refs = await caller.listRefs();
  const { initiator, origin } = caller;
  const action = { by: initiator, reason, via: origin.via };
  const decide = answer(action, {
    step,
    attempt,
    key,
    answer: given,
    refs,
    speaker: speakerOf(caller),
    ownProposals: parts.agents.ownProposals,
  });
  const run = await applyAction(parts, input.runId, decide);
  return parts.secretInputs.hideInRun(run);
}
