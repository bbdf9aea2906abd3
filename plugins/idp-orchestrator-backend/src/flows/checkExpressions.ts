import type {
  FlowDefinition,
  FlowStep,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  checkExpression,
  listExpressions,
  unwrap,
} from '../engine/expressions/expression';

/** Lists the expressions of a flow that cannot be read, so that they are told before anybody runs it. */
export function checkExpressions(flow: FlowDefinition): Problem[] {
  return [
    ...flow.steps.flatMap((step, index) => checkStep(step, `steps.${index}`)),
    ...checkValue('concurrency.key', flow.concurrency?.key),
    ...checkValue('output', flow.output),
  ];
}

function checkStep(step: FlowStep, path: string): Problem[] {
  return [
    ...checkValue(`${path}.title`, step.title),
    ...check(`${path}.if`, step.if === undefined ? [] : [unwrap(step.if)]),
    ...checkValue(`${path}.forEach.items`, step.forEach?.items),
    ...checkValue(`${path}.with`, step.with),
  ];
}

/** Checks each value on its own, so that a problem is told where it is. */
function checkValue(path: string, value: unknown): Problem[] {
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) =>
      checkValue(`${path}.${key}`, item),
    );
  }
  return check(path, listExpressions(value));
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
