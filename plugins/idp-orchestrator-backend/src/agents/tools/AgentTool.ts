import type { Tool } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { Orchestrator } from '../../operations/Orchestrator';

/** A use case as a tool for agents. */
export interface AgentTool extends Tool {
  /**
   * Checks the input, and does it as the caller may.
   *
   * @throws InputError listing every problem, and what the use case throws
   */
  call(
    by: { orchestrator: Orchestrator; caller: Caller },
    input: Record<string, unknown>,
  ): Promise<object>;
}
