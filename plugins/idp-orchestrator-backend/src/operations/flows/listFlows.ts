import {
  CONTRACTS,
  type flowListSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { holds } from '../../access/authorization/condition';
import { readFlow } from '../../access/authorization/guards';
import { PlatformView } from '../../access/resolve/PlatformView';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { tellFlows } from '../tools/toFlowAnswer';
import { describeFlow } from './describeFlow';
import { withLastRuns } from './withLastRuns';
import { withAllowedStarts } from './withAllowedStarts';

type FlowList = z.output<typeof flowListSchema>;

/** Lists the flows that the caller may see, and where the caller may start each. */
export const listFlows = defineOperation(CONTRACTS.listFlows, {
  audit: { records: 'refusals', action: 'flow.list' },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readFlow),
  async run(parts, { caller, permitted: condition }) {
    const view = await PlatformView.open(parts);
    const { flows, problems } = view.listing;
    const seen = flows.filter(
      ({ flow: { id, risk } }) =>
        !condition || holds(condition, { flow: id, risk }),
    );
    const items = seen.map(async one => {
      const flow = await describeFlow(one, view);
      return withAllowedStarts(parts, caller, { flow, view });
    });
    return {
      items: await withLastRuns(parts, caller, await Promise.all(items)),
      // Of a flow that cannot be read nobody knows who may see it.
      problems: condition ? [] : problems,
    };
  },
  tool: defineTool({
    name: 'list-flows',
    title: 'List flows',
    description:
      'To find out what can be run: flows (kind flow, started by run-<id>) and scripts (kind task, by run-script), what each does, its risk and the names of its inputs. With `flow` one, with the schema of its input.',
    input: {
      kind: z
        .enum(['flow', 'task'], 'flow or task')
        .optional()
        .describe('Only flows, or only scripts.'),
      flow: FIELDS.flow.optional(),
      verbose: FIELDS.verbose,
    },
    effect: 'look',
    toInput: () => ({}),
    toAnswer: (list: FlowList, given) => tellFlows(list, given),
  }),
});
