import { ConflictError } from '@backstage/errors';
import {
  addTotals,
  titleOfRun,
  totalsOf,
  type PlannedStep,
  type Risk,
  type Run,
  type RunPlan,
  type StartedRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listTouched } from '../../access/resolve/listTouched';
import { listReadOnlySteps } from '../../access/resolve/listReadOnlySteps';
import { readScriptUse } from '../../access/resolve/readScriptUse';
import type { PlatformView } from '../../access/resolve/PlatformView';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { ReadStart } from '../../access/resolve/resolveStart';
import { sourceOfRisk } from '../../access/authorization/startQuestions';
import type { AnyStepType } from '../../engine/EngineStepContext';
import { createNewRun, type RunRequest } from '../../engine/createNewRun';
import { planSteps } from '../../engine/planSteps';
import type { RunCreator, RunNotifier, RunSecrets } from '../../engine';
import { digestOf, shapeFlow } from '../../flows';
import type {
  CallOpening,
  Clock,
  Dispatcher,
  NewRun,
  PlanView,
  RunAuthority,
  RunStore,
} from '../../ports';
import type { Windows } from '../../windows';
import { badInput } from '../../problems/badInput';
import { createPlanView } from './createPlanView';
import { judgeStart, requireNotRefused, type StartJudge } from './judgeStart';
import { proposeRun } from './proposeRun';
import { requireSameRequest } from './requireSameRequest';

/** What it takes to start a run. */
export interface RunStarter {
  stepTypes: ReadonlyMap<string, AnyStepType>;
  store: RunStore;
  creator: Pick<RunCreator, 'create'>;
  dispatcher: Pick<Dispatcher, 'enqueue'>;
  notifier: RunNotifier;
  clock: Clock;
  /** Knows when which changes may happen. */
  windows: Pick<Windows, 'listRules'>;
  /** Keeps what is typed into secret fields. */
  secrets: RunSecrets;
  /** Where people see a run, without its id. */
  runsUrl: string;
}

/** A start, and how it comes to be a run. */
export interface Begin {
  start: ResolvedStart;
  /** The same key, whatever the process, is the same run. */
  key?: string;
  /** The step that starts it, the run at the top of its tree, and whether it goes on with what the run above has begun. */
  parent?: { runId: string; stepId: string; root: string; goesOn?: true };
  /** Lends it the rights for what it does later; nobody does for the run of a step. */
  grant?(): Promise<RunAuthority>;
  /** Hides what is secret in a plan. */
  hide?(plan: RunPlan, asked: RunRequest): RunPlan;
  /** The opening of the call that asks for it, where its commit writes that. */
  opening?: CallOpening;
}

export type Begun = StartedRun & { created: boolean };

/**
 * The definition that a run of it is made with: some flows make one for each
 * run, of what there is now.
 */
export async function shapeStart({
  view,
  catalogFlow,
  asked,
  risk,
}: ReadStart & { risk?: Risk }): Promise<RunRequest> {
  const { inventory } = view;
  const { flow, digest } = await shapeFlow(catalogFlow, asked, inventory);
  const { kind } = catalogFlow;
  return { ...asked, flow, flowDigest: digest, kind, risk };
}

type Planner = Pick<RunStarter, 'stepTypes' | 'secrets'>;

/** What it takes to plan a whole start. */
export type StartPlanner = Planner & StartJudge;

/** What the steps of one plan look at; `open` is called when the first of them asks. */
export function openPlanView(
  planner: Planner,
  open: () => Promise<PlatformView>,
): PlanView {
  return createPlanView(open, async (child, look) =>
    planAll(planner, await shapeStart(child), { ask: false, look }),
  );
}

/** @throws InputError naming every step that could not be started */
export async function planRun(
  planner: StartPlanner,
  {
    start,
    asked,
    ask,
  }: { start: ResolvedStart; asked: RunRequest; ask: boolean },
): Promise<RunPlan> {
  const look = openPlanView(planner, async () => start.view);
  const steps = await planAll(planner, asked, { ask, look });
  // What could not be started is no plan.
  readScriptUse(asked, start.view.scripts);
  const { input, environment, flowDigest, dryRun } = asked;
  const riskThrough = sourceOfRisk(start);
  const held = judgeStart(planner, start, asked);
  return {
    flowId: asked.flow.id,
    environment,
    dryRun,
    risk: start.risk,
    ...(riskThrough && { riskThrough }),
    ...(held && { held }),
    input,
    steps,
    totals: addTotals(steps.map(totalsOf)),
    digest: digestOf({
      flowDigest,
      environment,
      input,
      steps: steps.map(withoutLines),
    }),
  };
}

/** What a script prints while it is asked tells the time as often as not; a plan is the same plan then. */
function withoutLines({ lines: _, ...step }: PlannedStep): PlannedStep {
  return step;
}

async function planAll(
  { stepTypes, secrets }: Planner,
  asked: RunRequest,
  options: { ask: boolean; look: PlanView },
): Promise<PlannedStep[]> {
  const { steps, problems } = await planSteps(asked, { stepTypes, ...options });
  if (problems.length === 0) return steps;
  // A cause may quote what it was given, and is recorded.
  const hide = secrets.hiderOf(asked.input, asked.flow.input);
  throw badInput(
    `The run of flow ${asked.flow.id}`,
    problems.map(({ stepId, cause }) => ({
      path: `steps.${stepId}`,
      expected: 'a step that can be started',
      got: hide(cause.message),
    })),
  );
}

/**
 * Writes the run, and lets a worker know. A repeat with the same key gives the
 * run that was made first.
 *
 * @throws ConflictError when the key was used for another request, or the plan
 *   that was looked at would be another one now
 */
export async function beginRun(
  starter: RunStarter,
  { start, key, parent: above, grant, hide = plan => plan, opening }: Begin,
): Promise<Begun> {
  const { store, creator, clock, secrets } = starter;
  const first = key === undefined ? undefined : await store.findByKey(key);
  if (first) {
    await requireSameRequest(start, first, secrets);
    return tell(starter, { run: first, created: false });
  }
  const shaped = await shapeStart(start);
  // What was looked at holds the answers of scripts, so they are asked again.
  const ask = start.planDigest !== undefined;
  const plan = await planRun(starter, { start, asked: shaped, ask });
  requireSamePlan(plan, start.planDigest);
  if (!shaped.dryRun) requireNotRefused(plan, shaped);
  const request = start.propose ? proposeRun(shaped) : shaped;
  const { concurrency } = start;
  const use = readScriptUse(request, start.view.scripts);
  const parent = above && { runId: above.runId, stepId: above.stepId };
  const goesOn = above?.goesOn;
  const readOnlySteps = listReadOnlySteps(request, start.view.scripts);
  const newRun: NewRun = {
    ...secrets.take(
      createNewRun(
        { ...request, concurrency, parent, goesOn, readOnlySteps },
        clock.now(),
      ),
      request.flow,
    ),
    definition: request.flow,
    root: above?.root,
    idempotencyKey: key,
    concurrency,
    labels: use.labels,
    ...(!request.dryRun && {
      services: [...listTouched(request), ...use.touched],
    }),
    ...(grant && needsAuthority(request) && { authority: await grant() }),
  };
  const { run, created } = await creator.create(newRun, opening);
  if (!created) await requireSameRequest(start, run, secrets);
  const shown = run.dryRun ? hide(plan, request) : undefined;
  const held = run.dryRun ? undefined : plan.held;
  return tell(starter, { run, created, plan: shown, held });
}

function tell(
  { runsUrl }: RunStarter,
  {
    run,
    created,
    plan,
    held,
  }: { run: Run; created: boolean; plan?: RunPlan; held?: RunPlan['held'] },
): Begun {
  const { id } = run;
  const told = { id, url: `${runsUrl}/${id}`, title: titleOfRun(run) };
  return { ...told, created, ...(plan && { plan }), ...(held && { held }) };
}

/** A plan that was looked at is what is done, or nothing is. */
function requireSamePlan(plan: RunPlan, digest: string | undefined): void {
  if (digest === undefined || digest === plan.digest) return;
  throw new ConflictError(
    `The plan has changed since it was made: its digest is ${plan.digest} now, not ${digest}. Look at the new plan and start with its digest`,
  );
}

const ASKED_LATER = new Set(['flow', 'approval']);

/** Whether something of it is asked about again when its turn has come. */
export function needsAuthority({ flow, startAt }: RunRequest): boolean {
  return (
    startAt !== undefined ||
    flow.steps.some(({ uses }) => ASKED_LATER.has(uses))
  );
}
