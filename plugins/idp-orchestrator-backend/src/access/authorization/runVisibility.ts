import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunStore, RunTraits } from '../../ports';
import type { Caller } from '../Caller';
import { holds } from './condition';
import { readRun } from './guards';
import type { PermissionGate } from './PermissionGate';
import { notFound } from './refusals';

interface RunGate {
  gate: PermissionGate;
  store: Pick<RunStore, 'getTraits'>;
}

/**
 * Lets nobody learn of a run that they may not see.
 *
 * @returns what the run is told apart by, where that was asked for
 * @throws NotAllowedError when the caller may see no run at all,
 *   NotFoundError when not this one, as if it were not there
 */
export async function requireVisibleRun(
  { gate, store }: RunGate,
  caller: Caller,
  runId: string,
): Promise<RunTraits | undefined> {
  const condition = await gate.conditionOf(caller, readRun);
  if (!condition) return undefined;
  const traits = await store.getTraits(runId);
  if (traits && holds(condition, traits)) return traits;
  throw notFound(`run ${runId}`, traits !== undefined);
}

/**
 * Hides which run holds the lock that a run waits for, where the caller must
 * not see that one.
 */
export async function withoutHiddenHolder(
  { gate, store }: RunGate,
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
