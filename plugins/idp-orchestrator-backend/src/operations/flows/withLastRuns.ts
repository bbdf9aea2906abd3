import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { OperationParts } from '../OperationParts';
import { sightOfRuns } from '../stats/sightOfRuns';

const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Adds to each flow its newest run and how long it usually takes, as far as the
 * caller may see its runs: two statements for all of them (one more for each
 * hundred flows), whatever the history.
 */
export async function withLastRuns(
  {
    gate,
    store,
    statistics,
    clock,
  }: Pick<OperationParts, 'gate' | 'store' | 'statistics' | 'clock'>,
  caller: Caller,
  flows: FlowSummary[],
): Promise<FlowSummary[]> {
  const sight = flows.length > 0 && (await sightOfRuns(gate, caller));
  if (!sight) return flows;
  const since = new Date(clock.now() - DAYS * DAY_MS).toISOString();
  const ids = flows.map(({ id }) => id);
  const [runs, times] = await Promise.all([
    store.listLastRuns(ids, sight.within),
    statistics.readUsualTimes({ ...sight, since }),
  ]);
  return flows.map(flow => {
    const lastRun = runs.get(flow.id);
    const usualMs = times.get(flow.id);
    return {
      ...flow,
      ...(lastRun && { lastRun }),
      ...(usualMs !== undefined && { usualMs }),
    };
  });
}
