import type {
  FlowDefinition,
  PlannedStep,
  RemainingPlan,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { PlatformView } from '../../access/resolve/PlatformView';
import { planRest } from '../../engine/planSteps';
import { digestOf } from '../../flows';
import type { OperationParts } from '../OperationParts';
import { findAskingSteps } from '../runActions/decideActions';
import { openPlanView } from '../starts/beginRun';
import { requireDefinition, requireRun } from './requireRun';

/**
 * Plans what the steps of a run that have not begun would do, as far as it is
 * known now, without what is secret.
 *
 * @throws NotFoundError
 */
export async function planRemaining(
  parts: OperationParts,
  runId: string,
): Promise<RemainingPlan> {
  const { store, stepTypes, secretInputs, secrets } = parts;
  const run = await requireRun(store, runId);
  const opened = await secrets.openUnlessWiped(run);
  const definition = await requireDefinition(store, runId);
  const look = openPlanView(parts, () => PlatformView.open(parts));
  const seen = { ...run, input: opened?.input ?? run.input };
  const options = { stepTypes, look, secrets: opened?.secrets };
  const planned = await planRest(seen, definition, options);
  const hide = await secretInputs.hiderOfTexts(run);
  const mask = opened?.mask ?? (item => item);
  const untold = secrets.hiderOf(seen.input, definition.input);
  const items = planned.map(item =>
    hide(mask({ ...item, text: untold(item.text) }) as PlannedStep),
  );
  return { items, digest: digestOf(listLetGo(run, definition, items)) };
}

/**
 * The plans of the steps that go on when people say so. What else is under way
 * may end meanwhile, and what those steps would do stays the same.
 */
function listLetGo(
  run: Run,
  { steps }: FlowDefinition,
  items: PlannedStep[],
): unknown[] {
  const behind = new Set(findAskingSteps(run).map(({ id }) => id));
  const isBound = behind.size > 0;
  // Needs stand before what needs them only by chance.
  for (let known = -1; known !== behind.size;) {
    known = behind.size;
    for (const { id, needs } of steps) {
      if (needs.some(need => behind.has(need))) behind.add(id);
    }
  }
  return items
    .filter(({ id }) => !isBound || behind.has(id))
    .map(({ lines: _, ...item }) => item);
}
