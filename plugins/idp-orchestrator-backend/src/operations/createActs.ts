import { NotFoundError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { advance } from '../engine/advance';
import type { FlowCatalog } from '../flows';
import { compareDefinition } from './compareDefinition';
import { requireRun } from './createRunViews';
import type { Orchestrator } from './Orchestrator';
import {
  answer,
  cancel,
  pause,
  resume,
  retry,
  type Act,
  type DecideAct,
} from './runActs';
import type { SecretInputs } from './SecretInputs';
import type { RunStarter } from './startRun';

/** What people do to a run that there is. */
export function createActs(
  options: RunStarter & {
    flows: Pick<FlowCatalog, 'list'>;
    secretInputs: SecretInputs;
  },
): Pick<
  Orchestrator,
  | 'cancelRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'retryRun'
  | 'approveRun'
  | 'rejectRun'
  | 'getRunToAnswer'
> {
  const show = async (changed: Promise<Run>) =>
    options.secretInputs.hideInRun(await changed);
  const act = (make: (act: Act) => DecideAct): Orchestrator['cancelRun'] => {
    return ({ initiator: by }, runId, { reason }) =>
      show(actOn(options, runId, make({ by, reason })));
  };
  const answerWith = (
    given: 'approve' | 'reject',
  ): Orchestrator['approveRun'] => {
    return async ({ initiator: by, listRefs }, runId, request) => {
      const { reason, ...which } = request;
      const told = { ...which, answer: given, refs: await listRefs() };
      return show(actOn(options, runId, answer({ by, reason }, told)));
    };
  };
  return {
    cancelRun: ({ initiator: by }, runId, { reason }) =>
      show(cancelRun(options, runId, { by, reason })),
    pauseRun: act(pause),
    resumeRun: act(resume),
    retryRun: ({ initiator: by }, runId, request) =>
      show(retryRun(options, runId, { by, ...request })),
    approveRun: answerWith('approve'),
    rejectRun: answerWith('reject'),
    getRunToAnswer: (_, runId) => show(requireRun(options.store, runId)),
  };
}

/** Writes what an act makes of the newest state, and lets the run's worker know. */
async function actOn(
  { store, notifier, dispatcher }: RunStarter,
  runId: string,
  decide: DecideAct,
): Promise<Run> {
  const { run, entries } = await store.appendUnclaimed(runId, decide);
  notifier.publish(run, entries);
  await dispatcher.enqueue(runId);
  return run;
}

/** A run that has not begun waits for no worker and no lock to be over: nothing is to be ended. */
async function cancelRun(
  options: RunStarter,
  runId: string,
  act: Act,
): Promise<Run> {
  const flow = await options.store.getDefinition(runId);
  if (!flow) throw new NotFoundError(`There is no run ${runId}`);
  const now = options.clock.now();
  return actOn(options, runId, run => {
    const asked = cancel(act)(run);
    if (run.startedAt || asked.length === 0) return asked;
    const { facts, start } = advance(flow, run, { facts: asked, now });
    // Steps that run whatever happens need a worker.
    return start.length === 0 ? facts : asked;
  });
}

async function retryRun(
  options: RunStarter & { flows: Pick<FlowCatalog, 'list'> },
  runId: string,
  { by, reason, from }: Act & { from?: string },
): Promise<Run> {
  const flow = await options.store.getDefinition(runId);
  if (!flow) throw new NotFoundError(`There is no run ${runId}`);
  const note = await tellChange(options, runId);
  return actOn(options, runId, retry({ by, reason }, { flow, from, note }));
}

async function tellChange(
  {
    store,
    flows,
  }: Pick<RunStarter, 'store'> & { flows: Pick<FlowCatalog, 'list'> },
  runId: string,
): Promise<string | undefined> {
  const is = await compareDefinition(flows, await requireRun(store, runId));
  if (is === 'present') return undefined;
  return is === 'changed'
    ? 'The flow has changed since; the run goes on with the definition that it was made with'
    : 'The flow is gone; the run goes on with the definition that it was made with';
}
