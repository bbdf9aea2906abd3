import {
  CONTRACTS,
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { badInput } from '../../problems/badInput';
import { defineOperation, type InputOf } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
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
      'Use it to follow a run that was started. Returns the run with its status, each step with its status, output and error, and at its end the output. `nextPollMs` says how long to wait (ms) before you ask again; it is absent when the run is over. `waitingFor` says what it waits for, for example the approval of a person.',
    input: { runId: FIELDS.runId },
    effect: 'look',
    toInput: given => given,
    toAnswer: (run: Run) => ({ ...run, ...nextPoll(run) }),
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

/** The times (ms) after which a run may look different. */
const POLL_MS = { moving: 2_000, waiting: 15_000 };

function nextPoll(run: Run): { nextPollMs?: number } {
  if (isRunFinished(run)) return {};
  const isMoving = run.status === 'running' || run.status === 'cancelling';
  return { nextPollMs: isMoving ? POLL_MS.moving : pollWaiting(run) };
}

/**
 * Gives the time until a waiting run is looked at again: one that waits for a
 * worker may move at any moment, one that waits for people does not.
 */
function pollWaiting({ waitingFor, status }: Run): number {
  const isSoon = status === 'queued' && waitingFor?.kind === 'worker';
  return isSoon ? POLL_MS.moving : POLL_MS.waiting;
}
