import type { NotAllowedError } from '@backstage/errors';
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
