import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { toWantedStart } from '../../access/resolve/resolveStart';
import {
  aboutStart,
  outcomeOfStart,
  permitStart,
  receiveStart,
} from '../../access/starts/receiveStart';
import { beginStart } from '../starts/beginStart';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';

const { script, action, args, environment, dryRun, propose } = FIELDS;
const { reason, idempotencyKey } = FIELDS;

/** Starts a run of one script. */
export const startTask = defineOperation(CONTRACTS.startTask, {
  resolve: (parts, { caller, input }) =>
    receiveStart(parts, caller, toWantedStart(input.request)),
  audit: {
    records: 'every call',
    action: 'script.run',
    about: ({ resolved }) => aboutStart('script', resolved),
    outcome: outcomeOfStart,
  },
  permit: (parts, { caller, resolved }) => permitStart(parts, caller, resolved),
  run: (parts, { caller, permitted }) =>
    parts.agents.start(caller, permitted, start =>
      beginStart(parts, caller, start),
    ),
  tool: defineTool({
    name: 'run-script',
    title: 'Run a script',
    description:
      'Use it to run one action of one script of the platform team, by itself. It returns at once with the id of the run and its address, and the run goes on by itself; follow it with get-run. What may do harm has to be tried out before, with dryRun true and the same input; a refusal says what is missing and which calls are allowed next. list-flows tells the scripts (kind task) and their parameters.',
    input: {
      script,
      action,
      args,
      environment,
      dryRun,
      propose,
      reason,
      idempotencyKey,
    },
    effect: 'harm',
    toInput: request => ({ request }),
  }),
});
