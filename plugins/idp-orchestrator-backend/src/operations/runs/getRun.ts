import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { runFields, tellRun } from '../tools/tellRun';
import { auditOfReading } from './auditOfReading';
import { permitSeeing } from './permitSeeing';
import { requireRun } from './requireRun';
import { showRun } from './showRun';

/** Gives a run and its steps as they are now. */
export const getRun = defineOperation(CONTRACTS.getRun, {
  audit: auditOfReading,
  permit: permitSeeing,
  run: async (parts, { caller, input: { runId } }) =>
    showRun(parts, caller, await requireRun(parts.store, runId)),
  tool: defineTool({
    name: 'get-run',
    title: 'Look at a run',
    description:
      'To look at a run: its status, steps that run, wait or failed with their last lines and what to do, and at its end the output if it is short.',
    input: { runId: FIELDS.runId, ...runFields },
    effect: 'look',
    toInput: ({ runId }) => ({ runId }),
    toAnswer: tellRun,
  }),
});
