import { NotAllowedError } from '@backstage/errors';
import type { AgentRefusal } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Makes a 403 whose rule, what is missing and what may be done next are data
 * for programs.
 */
export function refuseAgent(
  message: string,
  { reason, missing, nextActions }: AgentRefusal,
): NotAllowedError {
  const error = new NotAllowedError(message);
  return Object.assign(error, { reason, missing, nextActions });
}
