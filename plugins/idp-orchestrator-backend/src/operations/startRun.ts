import type { RunPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AnyStepType } from '../engine/EngineStepContext';
import { createNewRun, type RunRequest } from '../engine/createNewRun';
import { planSteps } from '../engine/planSteps';
import type { RunNotifier } from '../engine';
import { digestOf, type FlowCatalog } from '../flows';
import type { Clock, Dispatcher, RunStore } from '../ports';
import { badInput } from '../problems/badInput';
import { listTouched } from '../access/resolve/operatedServices';
import type { EnvironmentNames } from '../access/resolve/readRunRequest';

/** What it takes to start a run. */
export interface RunStarter {
  flows: FlowCatalog;
  stepTypes: ReadonlyMap<string, AnyStepType>;
  environments: EnvironmentNames;
  store: RunStore;
  dispatcher: Pick<Dispatcher, 'enqueue'>;
  notifier: RunNotifier;
  clock: Clock;
  /** Where people see a run, without its id. */
  runsUrl: string;
}

/** @throws InputError naming every step that could not be started */
export async function planRun(
  { stepTypes }: Pick<RunStarter, 'stepTypes'>,
  asked: RunRequest,
  { ask }: { ask: boolean } = { ask: false },
): Promise<RunPlan> {
  const { steps, problems } = await planSteps(asked, { stepTypes, ask });
  if (problems.length > 0) {
    throw badInput(
      `The run of flow ${asked.flow.id}`,
      problems.map(({ stepId, cause }) => ({
        path: `steps.${stepId}`,
        expected: 'a step that can be started',
        got: cause.message,
      })),
    );
  }
  const { input, environment, flowDigest } = asked;
  return {
    flowId: asked.flow.id,
    environment,
    input,
    steps,
    digest: digestOf({ flowDigest, environment, input, steps }),
  };
}

/** Writes the run, and lets a worker know. The same key gives the run that was made first. */
export async function startRun(
  { store, dispatcher, clock, runsUrl }: RunStarter,
  request: { asked: RunRequest; plan: RunPlan; key?: string },
) {
  const { run, created } = await store.create({
    run: createNewRun(request.asked, clock.now()),
    definition: request.asked.flow,
    idempotencyKey: request.key,
    concurrency: request.asked.concurrency,
    ...(!request.asked.dryRun && { services: listTouched(request.asked) }),
  });
  // What starts later is found by the look at the store, then.
  if (created && run.waitingFor?.kind === 'worker') {
    await dispatcher.enqueue(run.id, run.priority);
  }
  return {
    id: run.id,
    url: `${runsUrl}/${run.id}`,
    created,
    ...(run.dryRun && { plan: request.plan }),
  };
}
