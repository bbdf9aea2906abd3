import * as z from 'zod';
import { defineTool } from './defineTool';
import { FIELDS } from './fields';

const { flow, input, environment, dryRun, propose, reason } = FIELDS;
const { script, action, args, idempotencyKey } = FIELDS;

export const flowTools = [
  defineTool({
    name: 'list-flows',
    title: 'List flows',
    description:
      'Use it to find out what can be run. Returns every flow and script with its id, what it does, its risk, the JSON Schema of its input, and whether and in which environments you may run it; if not, why. `kind` is flow (started by run-<id>) or task (a script, started by run-script).',
    input: {
      kind: z
        .enum(['flow', 'task'], 'flow or task')
        .optional()
        .describe('Only flows, or only scripts.'),
    },
    effect: 'look',
    async use({ orchestrator, caller }, { kind }) {
      const { items, problems } = await orchestrator.listFlows(caller);
      const wanted = items.filter(item => !kind || item.kind === kind);
      return { items: wanted, problems };
    },
  }),
  defineTool({
    name: 'plan-flow',
    title: 'Plan a flow',
    description:
      'Use it before a flow is started, to see what it would do. Changes nothing and makes no run. Returns each step with what would happen to it (run, skip and why, or depends on an earlier step) and the exact command where there is one. Counts as trying it out.',
    input: { flow, input, environment },
    effect: 'look',
    use: ({ orchestrator, caller }, { flow: flowId, ...request }) =>
      orchestrator.planRun(caller, flowId, request),
  }),
  defineTool({
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
    use: ({ orchestrator, caller }, task) =>
      orchestrator.startTask(caller, task),
  }),
];
