import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { operateService } from '../../access/authorization/guards';
import {
  isSeen,
  readVisibility,
  withOperable,
} from '../../access/authorization/serviceVisibility';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toServicesAnswer } from '../tools/toServicesAnswer';
import { describeServices } from './describeServices';

/**
 * Lists the services of an environment that the caller may see, as they are
 * now.
 */
export const listServices = defineOperation(CONTRACTS.listServices, {
  audit: {
    records: 'refusals',
    action: 'service.read',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: (parts, { caller, input: { environment } }) =>
    readVisibility(parts, caller, environment),
  async run(parts, { caller, input, permitted: visibility }) {
    const { inventory, environments, gate } = parts;
    const { environment = environments.fallback } = input;
    const all = await inventory.list(environment);
    const states = await describeServices(all, all, parts);
    const decision = await gate.decisionOf(caller, operateService);
    return {
      items: states
        .filter(({ name }) => isSeen(visibility, name))
        .map(state => withOperable(state, decision)),
      // Of what cannot be read nobody knows who may see it.
      problems: visibility ? [] : await inventory.listProblems(environment),
    };
  },
  tool: defineTool({
    name: 'list-services',
    title: 'List services',
    description:
      'To find out which services there are, how each is and why, what it depends on, and whether you may operate it.',
    input: { environment: FIELDS.environment, verbose: FIELDS.verbose },
    effect: 'look',
    toInput: ({ environment }) => ({ environment }),
    toAnswer: (list, { verbose }) => (verbose ? list : toServicesAnswer(list)),
  }),
});
