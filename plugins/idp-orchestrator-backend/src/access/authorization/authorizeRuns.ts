import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunTraits } from '../../ports';
import type { Caller } from '../Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { Guarded } from './AuthorizeOptions';
import { holds } from './condition';
import { readRun } from './guards';
import { notFound } from './refusals';

type RunUse =
  | 'getStats'
  | 'listRuns'
  | 'countRuns'
  | 'getRun'
  | 'getRunContext'
  | 'getRemainingPlan'
  | 'getStep'
  | 'readFeed'
  | 'watchRun'
  | 'readLog';

export function authorizeRuns(guarded: Guarded): Pick<Orchestrator, RunUse> {
  const { orchestrator, gate } = guarded;
  const see = (caller: Caller, runId: string) =>
    requireVisible(guarded, caller, runId);
  return {
    async listRuns(caller, filter, page) {
      const within = await gate.conditionOf(caller, readRun);
      const visible = { ...filter, ...(within && { within }) };
      const { items, ...rest } = await orchestrator.listRuns(
        caller,
        visible,
        page,
      );
      const told = items.map(run => hideHolder(guarded, caller, run));
      return { items: await Promise.all(told), ...rest };
    },
    async getStats(caller, query) {
      const within = await gate.conditionOf(caller, readRun);
      const visible = { ...query, ...(within && { within }) };
      return orchestrator.getStats(caller, visible);
    },
    async countRuns(caller, filter) {
      const within = await gate.conditionOf(caller, readRun);
      const visible = { ...filter, ...(within && { within }) };
      return orchestrator.countRuns(caller, visible);
    },
    async getRun(caller, runId) {
      await see(caller, runId);
      const run = await orchestrator.getRun(caller, runId);
      return hideHolder(guarded, caller, run);
    },
    async getRunContext(caller, runId) {
      await see(caller, runId);
      return orchestrator.getRunContext(caller, runId);
    },
    async getRemainingPlan(caller, runId) {
      await see(caller, runId);
      return orchestrator.getRemainingPlan(caller, runId);
    },
    async getStep(caller, runId, stepId) {
      await see(caller, runId);
      return orchestrator.getStep(caller, runId, stepId);
    },
    async readFeed(caller, runId, range) {
      await see(caller, runId);
      return orchestrator.readFeed(caller, runId, range);
    },
    async watchRun(caller, runId, watch) {
      await see(caller, runId);
      return orchestrator.watchRun(caller, runId, watch);
    },
    async readLog(caller, range) {
      await see(caller, range.runId);
      return orchestrator.readLog(caller, range);
    },
  };
}

/**
 * @returns what the run is told apart by, where that was asked for
 * @throws NotAllowedError when the caller may see no run at all,
 *   NotFoundError when not this one, as if it were not there
 */
export async function requireVisible(
  { gate, store }: Pick<Guarded, 'gate' | 'store'>,
  caller: Caller,
  runId: string,
): Promise<RunTraits | undefined> {
  const condition = await gate.conditionOf(caller, readRun);
  if (!condition) return undefined;
  const traits = await store.getTraits(runId);
  if (traits && holds(condition, traits)) return traits;
  throw notFound(`run ${runId}`, traits !== undefined);
}

/** A run that waits for a lock names who holds it; that may be one that the caller must not see. */
async function hideHolder(
  { gate, store }: Guarded,
  caller: Caller,
  run: Run,
): Promise<Run> {
  const { waitingFor } = run;
  const condition = await gate.conditionOf(caller, readRun);
  if (!condition || waitingFor?.kind !== 'lock' || !waitingFor.runId) {
    return run;
  }
  const traits = await store.getTraits(waitingFor.runId);
  if (traits && holds(condition, traits)) return run;
  const { runId: _, ...rest } = waitingFor;
  const text = 'a lock that a run has which you may not see';
  return { ...run, waitingFor: { ...rest, text } };
}
