import {
  PLATFORM_OPERATIONS,
  type PlannedPart,
  type PlannedStep,
  type RunPlan,
  type StartedRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { argumentsOf } from '../../flows';
import { nestsInput } from '../../access/agents/nestsInput';
import { runToolName } from '../../access/agents/runToolName';
import type { ToolCall } from '../../access/agents/toolCalls';
import { waitFor } from './toRunAnswer';

/** The most parts of a step that are told. */
const MOST_PARTS = 10;

/** Tells an agent what a run would do, a short entry for each step. */
export function toPlanAnswer({
  steps,
  digest: _,
  input: __,
  ...plan
}: RunPlan): object {
  return { ...plan, steps: steps.map(tellStep) };
}

function tellStep(step: PlannedStep): object {
  const { id, decision, because, parts = [], ...rest } = step;
  return {
    id,
    decision,
    ...(because && { because }),
    ...(decision !== 'skip' && tellEffect(rest)),
    ...(parts.length > 0 && {
      parts: parts.slice(0, MOST_PARTS).map(({ title, ...part }) => ({
        title,
        ...tellEffect(part),
      })),
    }),
  };
}

function tellEffect({
  effect,
  text,
  failure,
  command,
}: Pick<PlannedPart, 'effect' | 'text' | 'failure' | 'command'>) {
  const fails = failure !== undefined && { failure };
  return command
    ? { effect, command: command.join(' '), ...fails }
    : { effect, text, ...fails };
}

/** The call that starts what was planned. */
export function startOf(
  { flowId, environment, input: whole, steps }: RunPlan,
  input: Record<string, unknown>,
): ToolCall {
  // A script that is run directly is a flow of one step with its name.
  if (steps.length === 1 && steps[0].id === flowId) {
    const how = { ...argumentsOf(input), environment };
    return { action: 'run-script', input: { script: flowId, ...how } };
  }
  if (flowId === PLATFORM_OPERATIONS) {
    const { comprehensive_health: comprehensiveHealth, ...own } = input;
    const health = comprehensiveHealth !== undefined && { comprehensiveHealth };
    return {
      action: 'operate-services',
      input: { ...own, ...health, environment },
    };
  }
  const own = nestsInput({ properties: whole }) ? { input } : input;
  return { action: runToolName(flowId), input: { ...own, environment } };
}

/**
 * Tells an agent of a start: what to wait for, and of a dry run what would be
 * done and the call that does it in earnest.
 */
export function toStartAnswer(
  { plan, ...started }: StartedRun,
  inEarnest: ToolCall,
): object {
  const wait = waitFor(started.id);
  if (!plan) return { ...started, nextActions: [wait] };
  return {
    ...started,
    plan: toPlanAnswer(plan),
    nextActions: [inEarnest, wait],
  };
}
