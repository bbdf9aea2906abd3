import type {
  FlowSummary,
  Tool,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { Perform } from '../Operation';

/** A tool by which agents use an operation or start a flow. */
export interface AgentTool extends Tool {
  /**
   * Checks the input, and does it as the caller may.
   *
   * @throws InputError listing every problem, and what the operation throws
   */
  call(
    by: { perform: Perform; caller: Caller },
    input: Record<string, unknown>,
  ): Promise<object>;
}

/** The tools of agents: those of the table of operations, and one for each flow. */
export interface AgentTools {
  /** The tools of the table, which are there whatever flows there are. */
  fixed: AgentTool[];
  list(flows: FlowSummary[]): AgentTool[];
  /**
   * Finds the tool of a name.
   *
   * @throws NotFoundError naming those that the caller may use
   */
  find(
    by: { perform: Perform; caller: Caller },
    name: string,
  ): Promise<AgentTool>;
}
