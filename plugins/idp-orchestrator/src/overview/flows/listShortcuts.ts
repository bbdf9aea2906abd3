import type {
  FlowSummary,
  RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A flow that is at hand, with its last run where there is one. */
export interface Shortcut {
  flowId: string;
  title: string;
  isStarred: boolean;
  last?: RunSummary;
}

interface Known {
  flows: FlowSummary[];
  /** The newest first. */
  runs: RunSummary[];
  /** Ids of flows. */
  starred: string[];
}

/** So many flows that ran lately are at hand besides the starred ones. */
const RECENT = 4;

/** Starred flows, then those that ran lately; what operates services has its own page. */
export function listShortcuts({ flows, runs, starred }: Known): Shortcut[] {
  const known = new Map(
    flows
      .filter(({ operatesServices }) => !operatesServices)
      .map(flow => [flow.id, flow]),
  );
  const lastOf = (flowId: string) => runs.find(run => run.flowId === flowId);
  const shortcut = (flowId: string): Shortcut[] => {
    const flow = known.get(flowId);
    const isStarred = starred.includes(flowId);
    return flow
      ? [{ flowId, title: flow.title, isStarred, last: lastOf(flowId) }]
      : [];
  };
  const recent = [...new Set(runs.map(({ flowId }) => flowId))]
    .filter(flowId => known.has(flowId) && !starred.includes(flowId))
    .slice(0, RECENT);
  return [...starred, ...recent].flatMap(shortcut);
}
