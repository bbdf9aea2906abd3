import type {
  FlowStats,
  FlowSummary,
  RunStats,
} from '@idp/backstage-plugin-idp-orchestrator-common';

const DAY_MS = 86_400_000;
const DAYS = 30;

/** How flows went in the last month; made up, but always the same. */
export function recordStats(flows: FlowSummary[], now: number): RunStats {
  const until = new Date(now).toISOString();
  const days = Array.from({ length: DAYS }, (_, index) => ({
    day: new Date(now - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
    succeeded: (index * 7) % 11,
    failed: (index * 5) % 4 === 3 ? 1 : 0,
    cancelled: index % 9 === 4 ? 1 : 0,
  })).filter(({ succeeded }) => succeeded > 0);
  return {
    since: new Date(now - (DAYS - 1) * DAY_MS).toISOString(),
    until,
    flows: flows.map(recordFlow),
    days,
  };
}

function recordFlow(flow: FlowSummary, place: number): FlowStats {
  const ended = 120 - 40 * place;
  const failed = 9 - 3 * place;
  const cancelled = 2;
  return {
    flowId: flow.id,
    title: flow.title,
    ...counted({ ended, failed, cancelled }),
    p50Ms: 36_000 / (place + 1),
    p90Ms: 58_000 / (place + 1),
    steps: flow.steps.map((step, index) => ({
      stepId: step.id,
      title: step.title,
      ...counted({ ended, failed: index % 3 === 1 ? failed : 0, cancelled: 0 }),
      p50Ms: 2_000 + 1_700 * ((index * 5) % 7),
      p90Ms: 3_000 + 2_900 * ((index * 5) % 7),
      attemptsPerRun: index % 4 === 2 ? 1.25 : 1,
    })),
  };
}

function counted(count: { ended: number; failed: number; cancelled: number }) {
  const succeeded = count.ended - count.failed - count.cancelled;
  return {
    ...count,
    succeeded,
    successRatio: succeeded / (succeeded + count.failed),
  };
}
