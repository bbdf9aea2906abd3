import {
  PLATFORM_OPERATIONS,
  type AgentRefusal,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { argumentsOf } from '../../flows';
import { runToolName } from './runToolName';
import type { AgentStart } from './AgentStart';

/** A call of a tool that an agent may do next, complete. */
export type ToolCall = AgentRefusal['nextActions'][number];

/**
 * Makes the call of a tool that asks for a start again, as a dry run or a
 * proposal for example.
 */
export function startAs(
  start: AgentStart,
  how: 'dry-run' | 'proposal' | 'start',
): ToolCall {
  const { flowId, kind, input, environment, reason } = start;
  const inBody = kind === 'task' || flowId === PLATFORM_OPERATIONS;
  const field = inBody ? 'dryRun' : start.dryRunField;
  const rest = {
    environment,
    ...(how === 'dry-run' && { [field]: true }),
    ...(how === 'proposal' && { propose: true }),
    ...(reason !== undefined && { reason }),
  };
  const { environment: _, ...own } = input;
  if (kind === 'task') {
    return {
      action: 'run-script',
      input: { script: flowId, ...argumentsOf(own), ...rest },
    };
  }
  if (flowId === PLATFORM_OPERATIONS) {
    const { comprehensive_health: comprehensiveHealth, ...operation } = own;
    const health = comprehensiveHealth !== undefined && { comprehensiveHealth };
    return {
      action: 'operate-services',
      input: { ...operation, ...health, ...rest },
    };
  }
  return {
    action: runToolName(flowId),
    input: { ...(start.nestsInput ? { input: own } : own), ...rest },
  };
}

export function planOf({ flowId, input, environment }: AgentStart): ToolCall {
  const { environment: _, ...own } = input;
  return {
    action: 'plan-flow',
    input: { flow: flowId, input: own, environment },
  };
}
