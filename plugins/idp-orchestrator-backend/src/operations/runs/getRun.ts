import {
  CONTRACTS,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { badInput } from '../../problems/badInput';
import { defineOperation, type InputOf } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { runFields, toRunAnswer } from '../tools/toRunAnswer';
import { auditOfReading } from './auditOfReading';
import { permitSeeing } from './permitSeeing';
import { requireRun } from './requireRun';
import { showRun } from './showRun';
import { waitForRun } from './waitForRun';

/** Gives a run and its steps as they are now. */
export const getRun = defineOperation(CONTRACTS.getRun, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run(parts, { caller, input }) {
    return showRun(parts, caller, await readOrAwait(parts, caller, input));
  },
  tool: defineTool({
    name: 'get-run',
    title: 'Look at a run',
    description:
      'To look at a run: its status, steps that run, wait or failed with their last lines and what to do, and at its end the output if it is short.',
    input: { runId: FIELDS.runId, ...runFields },
    effect: 'look',
    toInput: ({ runId }) => ({ runId }),
    toAnswer: toRunAnswer,
  }),
});

/**
 * Reads a run; with `wait` as soon as there is something to see.
 *
 * @throws NotFoundError, InputError where it is said until when, and not how long
 */
async function readOrAwait(
  parts: OperationParts,
  { gone }: Caller,
  { runId, wait, until }: InputOf<typeof CONTRACTS.getRun>,
): Promise<Run> {
  if (wait !== undefined) {
    const { run } = await waitForRun(parts, runId, {
      until: until ?? 'attention',
      timeoutMs: wait,
      signal: gone,
    });
    return run;
  }
  if (until === undefined) return requireRun(parts.store, runId);
  const expected = 'wait beside it, for example wait=30s';
  throw badInput('The query', [{ path: 'until', expected, got: 'no wait' }]);
}
