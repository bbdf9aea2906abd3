/** Names that tools of their own have already. */
const TAKEN = new Set(['script']);

/** What a flow is called as a tool. */
export function runToolName(flowId: string): string {
  return TAKEN.has(flowId) ? `run-flow-${flowId}` : `run-${flowId}`;
}
