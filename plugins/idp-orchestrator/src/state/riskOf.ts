import type {
  FlowSummary,
  Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * How much harm a run of a flow can do, through all that it uses. A backend
 * that does not tell it leaves what the flow declares.
 */
export function riskOf(
  flow: Pick<FlowSummary, 'risk' | 'effectiveRisk'>,
): Risk {
  return flow.effectiveRisk ?? flow.risk;
}
