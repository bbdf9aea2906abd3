import {
  describeValue,
  type FlowDefinition,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { acceptsValue } from '../problems/acceptsValue';

/**
 * Tells whether a field `environment` of this schema can be the environment of
 * a run, which is filled in there: it takes the name of one at least.
 *
 * @param environments - those that there are; any name may be one when absent
 */
export function isRunEnvironment(
  schema: unknown,
  environments?: readonly string[],
): boolean {
  return !environments || environments.some(name => acceptsValue(schema, name));
}

/**
 * Lists fields of a flow's input that have the name of a part of the start and
 * cannot be it, so that no start would pass.
 */
export function checkReservedInputs(
  { input }: FlowDefinition,
  environments: readonly string[],
): Problem[] {
  const { environment, dry_run: dryRun } = (input.properties ?? {}) as Record<
    string,
    unknown
  >;
  const other = 'call the field otherwise if it means something else';
  const problems: Problem[] = [];
  if (environment !== undefined && !isRunEnvironment(environment, environments))
    problems.push({
      path: 'input.properties.environment',
      expected: `a schema that takes an environment (${environments.join(', ')}), since this field is the run's environment; ${other}`,
      got: describeValue(environment),
    });
  if (dryRun !== undefined && !acceptsValue(dryRun, false))
    problems.push({
      path: 'input.properties.dry_run',
      expected: `a schema that takes false, since this field says whether the run is a dry run; ${other}`,
      got: describeValue(dryRun),
    });
  return problems;
}
