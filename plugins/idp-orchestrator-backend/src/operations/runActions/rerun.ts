import { InputError } from '@backstage/errors';
import {
  CONTRACTS,
  principalOf,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import {
  opensByItsRun,
  outcomeOfStart,
  permitStart,
  receiveStart,
} from '../../access/starts/receiveStart';
import { beginStart } from '../starts/beginStart';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { permitSeeing } from '../runs/permitSeeing';
import { requireRun } from '../runs/requireRun';
import { auditOfAction } from './auditOfAction';

/** Starts a new run of the same flow, with the same input. */
export const rerun = defineOperation(CONTRACTS.rerun, {
  audit: {
    ...auditOfAction('run.rerun'),
    opensItself: opensByItsRun,
    outcome: outcomeOfStart,
  },
  async permit(parts, call) {
    await permitSeeing(parts, call);
    const { runId, request } = call.input;
    const run = await requireRun(parts.store, runId);
    const { flowId, environment, dryRun } = run;
    const input = await inputFor(parts, call.caller, run);
    const { reason } = request;
    const reading = await receiveStart(parts, call.caller, {
      flowId,
      request: { input, environment, dryRun, reason },
      isSeen: true,
    });
    return permitStart(parts, call.caller, reading);
  },
  run: (parts, { caller, permitted, opening }) =>
    parts.agents.start(caller, permitted, start =>
      beginStart(parts, { caller, start, opening }),
    ),
});

/**
 * Reads the input that a run is started again with. What was typed into secret
 * fields is used again for who typed it only.
 *
 * @throws InputError naming the fields that are to be typed anew
 */
async function inputFor(
  { secrets }: Pick<OperationParts, 'secrets'>,
  { initiator }: Caller,
  run: Run,
): Promise<Run['input']> {
  const { id, secretInput, secretFields } = run;
  const typed = secretFields?.join(', ') ?? (secretInput && 'secret fields');
  if (!typed) return run.input;
  const isOwn = principalOf(initiator) === principalOf(run.initiator);
  const opened = isOwn ? await secrets.openUnlessWiped(run) : undefined;
  if (opened) return opened.input;
  const why = isOwn
    ? 'was wiped some time after it ended'
    : 'is not for you to use';
  throw new InputError(
    `What was typed into ${typed} of run ${id} ${why}. Start the flow anew, and type it again`,
  );
}
