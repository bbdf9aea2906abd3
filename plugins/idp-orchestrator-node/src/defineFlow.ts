import { InputError } from '@backstage/errors';
import {
  checkFlow,
  describeProblems,
  type FlowDefinition,
  type FlowSource,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Checks a flow written in TypeScript and returns its definition, the same as
 * of one written in YAML.
 *
 * @throws InputError naming every problem.
 *
 * @public
 */
export function defineFlow(source: FlowSource): FlowDefinition {
  const checked = checkFlow(source);
  if (checked.result === 'bad') {
    throw new InputError(
      `Flow ${source.id} is not usable. ${describeProblems(checked.problems)}`,
    );
  }
  return checked.flow;
}
