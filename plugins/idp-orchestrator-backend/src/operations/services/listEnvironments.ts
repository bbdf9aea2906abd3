import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { readService } from '../../access/authorization/guards';
import { listSeenEnvironments } from '../../access/authorization/serviceVisibility';
import { defineOperation } from '../defineOperation';
import { defineTool } from '../tools/OperationTool';

/** Lists the environments of which the caller may see something. */
export const listEnvironments = defineOperation(CONTRACTS.listEnvironments, {
  audit: { records: 'refusals', action: 'service.read' },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readService),
  async run(parts, { permitted: condition }) {
    const names = await listSeenEnvironments(parts, condition);
    const { fallback } = parts.environments;
    return {
      items: names.map(name => ({ name, isDefault: name === fallback })),
    };
  },
  tool: defineTool({
    name: 'list-environments',
    title: 'List environments',
    description:
      'To find out which environments there are, and which is the default.',
    input: {},
    effect: 'look',
    toInput: given => given,
  }),
});
