import { NotAllowedError } from '@backstage/errors';
import type { RunPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
import { readRun } from '../../access/authorization/guards';
import type { Caller } from '../../access/Caller';
import type { OperationParts } from '../OperationParts';

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
  const sight = await mayRead(gate, caller);
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

/** Which runs the caller may see; undefined where it is none. */
async function mayRead(gate: OperationParts['gate'], caller: Caller) {
  try {
    const within = await gate.conditionOf(caller, readRun);
    return { ...(within && { within }) };
  } catch (error) {
    // Who may start a flow need not be one who may look at runs.
    if (error instanceof NotAllowedError) return undefined;
    throw error;
  }
}
