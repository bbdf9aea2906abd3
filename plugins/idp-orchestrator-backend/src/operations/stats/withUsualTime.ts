import type { RunPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { OperationParts } from '../OperationParts';
import { sightOfRuns } from './sightOfRuns';

const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Adds to a plan how long such runs took, as far as its caller may see those. */
export async function withUsualTime(
  {
    gate,
    statistics,
    clock,
  }: Pick<OperationParts, 'gate' | 'statistics' | 'clock'>,
  caller: Caller,
  plan: RunPlan,
): Promise<RunPlan> {
  const { flowId: flow, environment } = plan;
  const sight = await sightOfRuns(gate, caller);
  if (!sight) return plan;
  const now = clock.now();
  const { flows } = await statistics.read({
    ...sight,
    flow,
    environment,
    // Whole days, which are added up.
    since: new Date(Math.floor(now / DAY_MS - DAYS) * DAY_MS).toISOString(),
    until: new Date(now + 1_000).toISOString(),
  });
  const usualMs = flows.find(({ flowId }) => flowId === flow)?.p50Ms;
  if (usualMs === undefined) return plan;
  return { ...plan, totals: { ...plan.totals, usualMs } };
}
