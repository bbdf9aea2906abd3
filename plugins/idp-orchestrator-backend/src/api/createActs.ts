import { NotFoundError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { shapeFlow, type CatalogFlow } from '../flows';
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
import type { RunStarter } from './startRun';

/** What people do to a run that there is. */
export function createActs(
  options: RunStarter,
  startAgain: Orchestrator['startRun'],
): Pick<
  Orchestrator,
  | 'cancelRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'retryRun'
  | 'approveRun'
  | 'rejectRun'
  | 'runAgain'
  | 'getRunToAnswer'
> {
  const act = (make: (act: Act) => DecideAct): Orchestrator['cancelRun'] => {
    return ({ initiator: by }, runId, { reason }) =>
      actOn(options, runId, make({ by, reason }));
  };
  const answerWith = (
    given: 'approve' | 'reject',
  ): Orchestrator['approveRun'] => {
    return async ({ initiator: by, listRefs }, runId, request) => {
      const { reason, ...which } = request;
      const told = { ...which, answer: given, refs: await listRefs() };
      return actOn(options, runId, answer({ by, reason }, told));
    };
  };
  return {
    cancelRun: act(cancel),
    pauseRun: act(pause),
    resumeRun: act(resume),
    retryRun: ({ initiator: by }, runId, request) =>
      retryRun(options, runId, { by, ...request }),
    approveRun: answerWith('approve'),
    rejectRun: answerWith('reject'),
    getRunToAnswer: (_, runId) => requireRun(options.store, runId),
    async runAgain(caller, runId, { reason }) {
      const { flowId, input, environment, dryRun } = await requireRun(
        options.store,
        runId,
      );
      const request = { input, environment, dryRun, reason };
      return startAgain(caller, flowId, request);
    },
  };
}

/** Writes what an act makes of the newest state, and lets the run's worker know. */
async function actOn(
  { store, notifier, dispatcher }: RunStarter,
  runId: string,
  decide: DecideAct,
): Promise<Run> {
  const { run, entries } = await store.appendUnclaimed(runId, decide);
  notifier.publish(runId, entries);
  await dispatcher.enqueue(runId);
  return run;
}

async function retryRun(
  options: RunStarter,
  runId: string,
  { by, reason, from }: Act & { from?: string },
): Promise<Run> {
  const flow = await options.store.getDefinition(runId);
  if (!flow) throw new NotFoundError(`There is no run ${runId}`);
  const note = await tellChange(options, runId, flow.id);
  return actOn(options, runId, retry({ by, reason }, { flow, from, note }));
}

async function tellChange(
  { store, flows }: RunStarter,
  runId: string,
  flowId: string,
): Promise<string | undefined> {
  const run = await store.get(runId);
  const { flows: known } = await flows.list();
  const present = known.find(({ flow }) => flow.id === flowId);
  const digest = present && run && (await digestNow(present, run));
  if (digest === run?.flowDigest) return undefined;
  return present
    ? 'The flow has changed since; the run goes on with the definition that it was made with'
    : 'The flow is gone; the run goes on with the definition that it was made with';
}

/** Undefined when no such run could be started now. */
async function digestNow(
  present: CatalogFlow,
  run: Run,
): Promise<string | undefined> {
  try {
    return (await shapeFlow(present, run)).digest;
  } catch (error) {
    if (REFUSALS.includes((error as Error).name)) return undefined;
    throw error;
  }
}

const REFUSALS = ['InputError', 'ConflictError'];
