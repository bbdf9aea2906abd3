import {
  CONTRACTS,
  type PlannedStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { PlatformView } from '../../access/resolve/PlatformView';
import { planRest } from '../../engine/planSteps';
import { defineOperation } from '../defineOperation';
import { openPlanView } from '../starts/beginRun';
import { auditOfReading } from './auditOfReading';
import { permitSeeing } from './permitSeeing';
import { requireDefinition, requireRun } from './requireRun';

/** Tells what the steps that have not begun would do, as far as it is known now. */
export const getRemainingPlan = defineOperation(CONTRACTS.getRemainingPlan, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run(parts, { input: { runId } }) {
    const { store, stepTypes, secretInputs, secrets } = parts;
    const run = await requireRun(store, runId);
    const opened = await secrets.openUnlessWiped(run);
    const definition = await requireDefinition(store, runId);
    const look = openPlanView(parts, () => PlatformView.open(parts));
    const seen = { ...run, input: opened?.input ?? run.input };
    const typed = opened?.secrets;
    const options = { stepTypes, look, secrets: typed };
    const items = await planRest(seen, definition, options);
    const hide = await secretInputs.hiderOfTexts(run);
    const mask = opened?.mask ?? (item => item);
    const untold = secrets.hiderOf(seen.input, definition.input);
    const shown = items.map(item =>
      hide(mask({ ...item, text: untold(item.text) }) as PlannedStep),
    );
    return { items: shown };
  },
});
