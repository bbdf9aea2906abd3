import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { aboutThing } from '../../access/recording';
import { permitPlan, receiveStart } from '../../access/starts/receiveStart';
import { planStart } from '../starts/beginStart';
import { withUsualTime } from '../stats/withUsualTime';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { startOf, toPlanAnswer } from '../tools/toPlanAnswer';

/** Tells what a start would do, and makes no run; for an agent it counts as trying it out. */
export const planRun = defineOperation(CONTRACTS.planRun, {
  resolve: (parts, { caller, input }) => receiveStart(parts, caller, input),
  audit: {
    records: 'refusals',
    action: 'run.plan',
    about: ({ input: { flowId } }) => aboutThing('flow', flowId),
  },
  permit: (parts, { caller, resolved }) => permitPlan(parts, caller, resolved),
  async run(parts, { caller, permitted: start }) {
    const plan = await planStart(parts, start);
    await parts.agents.noteLook(caller, start);
    return withUsualTime(parts, caller, plan);
  },
  tool: defineTool({
    name: 'plan-flow',
    title: 'Plan a flow',
    description:
      'Before a flow is started: what each step would do, its command, how much and how long in all. Changes nothing, and counts as trying it out.',
    input: {
      flow: FIELDS.flow,
      input: FIELDS.input,
      environment: FIELDS.environment,
      verbose: FIELDS.verbose,
    },
    effect: 'look',
    toInput: ({ flow: flowId, verbose: _, ...request }) => ({
      flowId,
      request,
    }),
    toAnswer: (plan, { verbose, input }) => ({
      ...(verbose ? plan : toPlanAnswer(plan)),
      nextActions: [startOf(plan, input)],
    }),
  }),
});
