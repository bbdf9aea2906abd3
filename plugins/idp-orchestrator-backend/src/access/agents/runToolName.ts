/** The ids of flows whose tool would have the name of another tool. */
const TAKEN = new Set(['script']);

/** Names the tool that starts a flow. */
export function runToolName(flowId: string): string {
  return TAKEN.has(flowId) ? `run-flow-${flowId}` : `run-${flowId}`;
}
