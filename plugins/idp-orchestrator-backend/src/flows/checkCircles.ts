import type {
  FlowDefinition,
  FlowStep,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listExpressions } from '../engine/expressions/expression';
import { listCircles } from '../platform/waves';

/**
 * Lists the flows that start themselves each time that they run, directly or
 * through others, with the circle of each. None of them could end but by a
 * failure. A step that may not be reached does not count: one with an `if`,
 * with a list of items that an expression gives, or with a computed flow.
 */
export function checkCircles(flows: FlowDefinition[]): Map<string, Problem> {
  const nodes = flows.flatMap(flow => {
    const dependsOn = flow.steps.flatMap(startedAlways);
    return dependsOn.length > 0 ? [{ name: flow.id, dependsOn }] : [];
  });
  const byId = new Map(flows.map(flow => [flow.id, flow]));
  const told = listCircles(nodes).flatMap(({ members, pathOf }) =>
    members.map((id): [string, Problem] => {
      const path = pathOf(id);
      const index = byId
        .get(id)!
        .steps.findIndex(step => startedAlways(step).includes(path[1]));
      return [
        id,
        {
          path: `steps.${index}.with.flow`,
          expected:
            'a flow that does not start this one again each time (give a step on the way an if)',
          got: path.join(' → '),
        },
      ];
    }),
  );
  return new Map(told);
}

/** The flow that a step starts whenever its run gets there; none where it may not. */
function startedAlways(step: FlowStep): string[] {
  const { flow } = step.with;
  if (step.uses !== 'flow' || typeof flow !== 'string') return [];
  if (step.if !== undefined || listExpressions(flow).length > 0) return [];
  const items = step.forEach?.items;
  const mayBeNone = typeof items === 'string' || items?.length === 0;
  return mayBeNone ? [] : [flow];
}
