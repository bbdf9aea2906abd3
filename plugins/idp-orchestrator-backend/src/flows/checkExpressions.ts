import type {
  FlowDefinition,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { checkExpression, listExpressions, unwrap } from '../engine/expression';

/** Expressions of a flow that cannot be read, told before anybody runs it. */
export function checkExpressions(flow: FlowDefinition): Problem[] {
  return [
    ...flow.steps.flatMap((step, index) => [
      ...check(`steps.${index}.if`, step.if ? [unwrap(step.if)] : []),
      ...check(`steps.${index}.with`, listExpressions(step.with)),
    ]),
    ...check('output', listExpressions(flow.output)),
  ];
}

function check(path: string, expressions: string[]): Problem[] {
  return expressions.flatMap(expression => {
    try {
      checkExpression(expression);
      return [];
    } catch (error) {
      return [
        {
          path,
          expected: 'an expression in CEL',
          got: (error as Error).message,
        },
      ];
    }
  });
}
