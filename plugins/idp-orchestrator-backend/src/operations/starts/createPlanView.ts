import type {
  PlannedStep,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  DEEPEST,
  MOST_READ,
  TooManyEffectsError,
} from '../../access/resolve/startLimits';
import type { PlatformView } from '../../access/resolve/PlatformView';
import { readStart, type ReadStart } from '../../access/resolve/resolveStart';
import type { PlanView } from '../../ports';

/** Plans all steps of a run that a step would start, by what `look` sees. */
type PlanChild = (child: ReadStart, look: PlanView) => Promise<PlannedStep[]>;

/** Nothing is started in the name of this. */
const PLANNING = { initiator: { kind: 'service', ref: 'plan' } } as const;

/**
 * Makes what all steps of one plan look at. `open` is called once, when the
 * first of them asks. Each child is planned once for all steps that start it
 * with the same input, and a plan has a limit as the effects of a start have:
 * what is planned while a run is under way was not counted when it began.
 */
export function createPlanView(
  open: () => Promise<PlatformView>,
  planChild: PlanChild,
): PlanView {
  let opened: Promise<PlatformView> | undefined;
  const getView = () => (opened ??= open());
  const planned = new Map<string, Promise<PlannedStep[]>>();
  let steps = 0;
  const inventory: PlanView['inventory'] = {
    list: async environment => (await getView()).inventory.list(environment),
  };
  const scripts: PlanView['scripts'] = {
    list: async () => (await getView()).listing,
  };

  /** `path` is the children that lead to this one, and stands in their plans. */
  const planBelow = async (
    path: string[],
    flowId: string,
    request: StartRunRequest,
  ): Promise<PlannedStep[]> => {
    const child = readStart(await getView(), PLANNING, { flowId, request });
    const key = describe(child);
    // Who waits for its own plan would wait for ever; no run is deeper than that.
    if (path.includes(key) || path.length + 2 > DEEPEST) return [];
    const known = planned.get(key);
    if (known) return known;
    steps += child.asked.flow.steps.length;
    if (steps > MOST_READ) throw new TooManyEffectsError(flowId);
    const plan = planChild(child, lookFrom([...path, key]));
    planned.set(key, plan);
    return plan;
  };

  const lookFrom = (path: string[]): PlanView => ({
    inventory,
    scripts,
    children: {
      plan: (flowId, request) => planBelow(path, flowId, request),
    },
  });

  // One after the other, or two children that start each other would wait for
  // each other's plan. Below these the engine plans one step at a time.
  let turn: Promise<unknown> = Promise.resolve();
  const plan: PlanView['children']['plan'] = (flowId, request) => {
    const below = turn.then(() => planBelow([], flowId, request));
    // The next one goes on, whatever this one has told to who asked.
    turn = below.catch(() => undefined);
    return below;
  };
  return { inventory, scripts, children: { plan } };
}

function describe({ asked }: ReadStart): string {
  const { flow, environment, dryRun, input } = asked;
  return JSON.stringify([flow.id, environment, dryRun, input]);
}
