import { refuseAgent } from '../../access/agents/refuseAgent';
import type { Caller } from '../../access/Caller';

/**
 * Requires somebody who is no agent: what is started while nobody looks is for
 * people to decide.
 *
 * @throws NotAllowedError with what an agent may do next
 */
export function requireNoAgent({ initiator }: Caller): void {
  if (initiator.kind !== 'agent') return;
  throw refuseAgent(
    'A person has to decide what is started while nobody looks: agents may see, preview and propose schedules, and neither change nor trigger one. Ask somebody who may',
    {
      reason: 'schedule-by-person',
      missing: ['a person who makes, changes or triggers the schedule'],
      nextActions: [],
    },
  );
}
