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
import { estimateStates } from '../schemas/estimateStates';

/** Expressions of a flow, at most. */
const MOST_EXPRESSIONS = 5_000;
/** States of the regular expressions that stand in them, at most. */
const MOST_STATES = 20_000;

/** Lists the expressions of a flow that cannot be read, so that they are told before anybody runs it. */
export function checkExpressions(flow: FlowDefinition): Problem[] {
  const { steps, concurrency, output, runTitle } = flow;
  const expressions = listExpressions([steps, concurrency, output, runTitle]);
  const conditions = steps.flatMap(step => step.if ?? []);
  const states = [...expressions, ...conditions]
    .filter(text => text.includes('matches'))
    .reduce((sum, text) => sum + estimateStates(text), 0);
  if (expressions.length > MOST_EXPRESSIONS || states > MOST_STATES) {
    const expected = `a flow of at most ${MOST_EXPRESSIONS.toLocaleString('en')} expressions, with regular expressions of ${MOST_STATES.toLocaleString('en')} states together`;
    return [{ path: '', expected, got: 'one of more' }];
  }
  return [
    ...steps.flatMap((step, index) => checkStep(step, `steps.${index}`)),
    ...checkValue('runTitle', runTitle),
    ...checkValue('concurrency.key', concurrency?.key),
    ...checkValue('output', output),
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
