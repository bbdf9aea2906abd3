import {
  PROPOSAL_STEP,
  type FlowDefinition,
  type FlowStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { unwrap } from '../../engine/expressions/expression';
import type { RunRequest } from '../../engine/createNewRun';
import { digestOf } from '../../flows';

/** How long people have to decide; the run fails then. */
const TIME_TO_DECIDE = '7d';

/**
 * The same run, except that a person has to approve it before its first step.
 * A dry run needs nobody's approval.
 */
export function proposeRun(asked: RunRequest): RunRequest {
  if (asked.dryRun) return asked;
  const flow = createProposal(asked);
  return { ...asked, flow, flowDigest: digestOf(flow) };
}

export function createProposal({
  flow,
  environment,
  risk = flow.risk,
}: Pick<RunRequest, 'flow' | 'environment' | 'risk'>): FlowDefinition {
  const proposal: FlowStep = {
    id: PROPOSAL_STEP,
    title: 'Approval of the proposal',
    uses: 'approval',
    with: {
      message: `May ${flow.title.slice(0, 200)} (risk ${risk}) run in ${environment}?`,
    },
    needs: [],
    timeout: TIME_TO_DECIDE,
    onFailure: 'abort',
    onLost: 'restart',
  };
  return {
    ...flow,
    // The time that people take is not the flow's.
    ...(flow.timeout !== undefined && { timeoutIncludesWaiting: false }),
    steps: [
      proposal,
      ...flow.steps.map(step =>
        step.finally ? whenApproved(step) : afterProposal(step),
      ),
    ],
  };
}

function afterProposal(step: FlowStep): FlowStep {
  return { ...step, needs: [PROPOSAL_STEP, ...step.needs] };
}

/** Steps that run whatever happened do not when nothing was to happen. */
function whenApproved(step: FlowStep): FlowStep {
  const approved = `steps.${PROPOSAL_STEP}.status == 'succeeded'`;
  const condition =
    step.if === undefined ? approved : `${approved} && (${unwrap(step.if)})`;
  return { ...step, if: condition };
}
