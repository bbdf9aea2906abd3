import type { FlowStep } from '@idp/backstage-plugin-idp-orchestrator-common';

type EndStatus = 'succeeded' | 'warning' | 'failed' | 'cancelled';

/** How a step ends whose last attempt ended so: a failure may be a mere warning. */
export function endStatus(
  step: Pick<FlowStep, 'onFailure'>,
  status: EndStatus | 'timed-out' | 'lost',
): EndStatus {
  switch (status) {
    case 'succeeded':
    case 'warning':
    case 'cancelled':
      return status;
    default:
      return step.onFailure === 'warn' ? 'warning' : 'failed';
  }
}
