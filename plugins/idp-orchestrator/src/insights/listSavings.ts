import {
  parseDuration,
  type FlowStats,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What a flow has spared people in a time; all in ms. */
export interface FlowSavings {
  flowId: string;
  title: string;
  succeeded: number;
  /** What a person needs for the same. */
  manualMs: number;
  /** What half of the runs took at most. */
  runMs: number;
  savedMs: number;
}

/** Tells whether a flow that says what it takes by hand has succeeded at all. */
export function saveSomething(
  stats: FlowStats[],
  flows: FlowSummary[],
): boolean {
  return stats.some(
    ({ flowId, succeeded }) =>
      succeeded > 0 &&
      flows.some(flow => flow.id === flowId && flow.manualTime !== undefined),
  );
}

/** Flows that say what they take by hand, the one that spares most first; a run that takes longer spares nothing. */
export function listSavings(
  stats: FlowStats[],
  flows: FlowSummary[],
): FlowSavings[] {
  const manual = new Map(
    flows.map(({ id, manualTime }) => [id, parseDuration(manualTime ?? '')]),
  );
  return stats
    .flatMap(({ flowId, title, succeeded, p50Ms }) => {
      const manualMs = manual.get(flowId);
      if (manualMs === undefined || p50Ms === undefined) return [];
      const savedMs = succeeded * Math.max(0, manualMs - p50Ms);
      return [{ flowId, title, succeeded, manualMs, runMs: p50Ms, savedMs }];
    })
    .sort((a, b) => b.savedMs - a.savedMs);
}
