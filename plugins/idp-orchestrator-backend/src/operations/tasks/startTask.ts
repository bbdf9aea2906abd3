import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { toWantedStart } from '../../access/resolve/resolveStart';
import {
  aboutStart,
  opensByItsRun,
  outcomeOfStart,
  permitStart,
  receiveStart,
} from '../../access/starts/receiveStart';
import { beginStart } from '../starts/beginStart';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toStartAnswer } from '../tools/toPlanAnswer';

const { script, action, args, environment, dryRun, propose } = FIELDS;
const { reason, startAt, idempotencyKey } = FIELDS;

/** Starts a run of one script. */
export const startTask = defineOperation(CONTRACTS.startTask, {
  resolve: (parts, { caller, input }) =>
    receiveStart(parts, caller, toWantedStart(input.request)),
  audit: {
    records: 'every call',
    action: 'script.run',
    about: ({ resolved }) => aboutStart('script', resolved),
    opensItself: opensByItsRun,
    outcome: outcomeOfStart,
  },
  permit: (parts, { caller, resolved }) => permitStart(parts, caller, resolved),
  run: (parts, { caller, permitted, opening }) =>
    parts.agents.start(caller, permitted, start =>
      beginStart(parts, { caller, start, opening }),
    ),
  tool: defineTool({
    name: 'run-script',
    title: 'Run a script',
    description:
      'To run one action of one script by itself. Returns the id of its run at once; wait-for-run follows it. What may do harm takes a dryRun first, with the same input. list-flows with `flow` tells its parameters.',
    input: {
      script,
      action,
      args,
      environment,
      dryRun,
      propose,
      reason,
      startAt,
      idempotencyKey,
    },
    effect: 'harm',
    toInput: request => ({ request }),
    toAnswer: (started, { dryRun: _, ...input }) =>
      toStartAnswer(started, { action: 'run-script', input }),
  }),
});
