import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { auditOfReading } from './auditOfReading';
import { permitSeeing } from './permitSeeing';
import { planRemaining } from './planRemaining';

/** Tells what the steps that have not begun would do, as far as it is known now. */
export const getRemainingPlan = defineOperation(CONTRACTS.getRemainingPlan, {
  audit: auditOfReading,
  permit: permitSeeing,
  run: (parts, { input: { runId } }) => planRemaining(parts, runId),
});
