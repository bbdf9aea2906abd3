import type { NotAllowedError } from '@backstage/errors';
import {
  PLATFORM_OPERATIONS,
  type AgentRefusal,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AgentStart } from './AgentStart';
import { describe } from './judgeStart';
import { refuseAgent } from './refuseAgent';
import { planOf, startAs } from './toolCalls';

export function refuseToLetGo(start: AgentStart): NotAllowedError {
  return refuseAgent(
    `${describe(start)} is too risky for an agent to let it go on. Ask a person to do so, or propose a new run`,
    {
      reason: 'risk-too-high',
      missing: ['a person who lets it go on'],
      nextActions: [startAs(start, 'proposal')],
    },
  );
}

/**
 * Makes the refusal of an agent without a free start; `freeAt` (ISO 8601) is
 * when the next one is free.
 */
export function refuseSpent(
  start: AgentStart,
  { limit, freeAt }: { limit: number; freeAt: string },
): NotAllowedError {
  return refuseAgent(
    `The agents of ${start.principal} have started ${limit} runs in the last hour, which is all they may. The next start is free at ${freeAt}; a dry run or a plan is allowed now`,
    {
      reason: 'too-many-starts',
      missing: [`a free start, of which the next is there at ${freeAt}`],
      nextActions: [startAs(start, 'dry-run'), planOf(start)],
    },
  );
}

/** Where an error says until when (ISO 8601) a window keeps a start from being made, or `never`. */
export const CLOSED = Symbol('closed');

/**
 * Adds to a start that a window refuses what an agent may do next: start it when
 * the window opens. Other errors stay as they are.
 */
export function withOpening(error: unknown, start: AgentStart): unknown {
  const opensAt: unknown = Object(error)[CLOSED];
  if (typeof opensAt !== 'string') return error;
  const isKnown = opensAt !== 'never';
  // Services are operated now, or not at all.
  const mayBeLater = isKnown && start.flowId !== PLATFORM_OPERATIONS;
  const { action, input } = startAs(start, 'start');
  const refusal: AgentRefusal = {
    reason: 'window-closed',
    missing: [
      isKnown
        ? `a window that lets it begin, the next at ${opensAt}`
        : 'a window that lets it begin; none is known',
    ],
    nextActions: mayBeLater
      ? [{ action, input: { ...input, startAt: opensAt } }]
      : [],
  };
  return Object.assign(Object(error), refusal);
}
