import { refuseAgent } from '../../access/agents/refuseAgent';
import type { Caller } from '../../access/Caller';

/**
 * Requires somebody who is no agent: when changes may happen is for people to
 * decide.
 *
 * @throws NotAllowedError with what an agent may do next
 */
export function requireNoAgent({ initiator }: Caller): void {
  if (initiator.kind !== 'agent') return;
  throw refuseAgent(
    'A person has to decide when changes may happen: agents neither make nor end a freeze or maintenance window. Ask somebody who may',
    {
      reason: 'window-by-person',
      missing: ['a person who makes or ends the window'],
      nextActions: [],
    },
  );
}
