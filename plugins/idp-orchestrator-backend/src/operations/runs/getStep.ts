import { NotFoundError } from '@backstage/errors';
import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { nameNearest } from '../../problems/nameNearest';
import { defineOperation } from '../defineOperation';
import { auditOfReading } from './auditOfReading';
import { permitSeeing } from './permitSeeing';
import { requireRun } from './requireRun';

/** Gives a step with its attempts, output and error. */
export const getStep = defineOperation(CONTRACTS.getStep, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run({ store, secretInputs }, { input: { runId, stepId } }) {
    const found = await requireRun(store, runId);
    const { steps } = await secretInputs.hideInRun(found);
    const step = steps.find(({ id }) => id === stepId);
    if (step) return step;
    const names = steps.map(({ id }) => id);
    throw new NotFoundError(
      `Run ${runId} has no step ${stepId}. ${nameNearest(stepId, names)}`,
    );
  },
});
