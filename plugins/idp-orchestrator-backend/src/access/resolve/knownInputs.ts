import type { FlowStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  evaluateCondition,
  evaluateTemplate,
  listExpressions,
  unwrap,
  type ExpressionContext,
} from '../../engine/expressions/expression';
import type { ExpressionBudget } from '../../engine/expressions/ExpressionBudget';

/** Stands for a value that nobody can know before the run is under way. */
export const UNKNOWN = Symbol('unknown');

/** What is known of a run before it begins; parts of the input may be `UNKNOWN`. */
export interface Known {
  flow: string;
  /** Absent when it is not known yet. */
  environment?: string;
  input: Record<string, unknown> | typeof UNKNOWN;
  /** What all expressions of one start may take; after it nothing is known. */
  budget?: ExpressionBudget;
}

type Given = Record<string, unknown>;

/** Which inputs of a step decide what it does; the others only say how. */
const DECIDING: Record<string, string[]> = {
  script: ['script', 'action'],
  service: ['act', 'service', 'services'],
  kubernetes: ['action'],
  flow: ['flow', 'input', 'environment'],
};

/**
 * The inputs that decide what a step does, as far as they are known: one for
 * each of its items, if it has some; none when its own condition says no.
 */
export function readKnownInputs(step: FlowStep, known: Known): Given[] {
  const fields = DECIDING[step.uses];
  if (!fields || isSkipped(step, known)) return [];
  const deciding = Object.fromEntries(
    fields.flatMap(name =>
      name in step.with ? [[name, step.with[name]]] : [],
    ),
  );
  const evaluate = (item?: Item) =>
    evaluateKnown(deciding, known, item) as Given;
  if (!step.forEach) return [evaluate()];
  const varies = listExpressions(deciding).some(mentions('item', 'index'));
  const items = evaluateKnown(step.forEach.items, known);
  if (!varies) return Array.isArray(items) && !items.length ? [] : [evaluate()];
  if (!Array.isArray(items)) return [evaluate({ item: UNKNOWN, index: 0 })];
  return items.map((item, index) => evaluate({ item, index }));
}

interface Item {
  item: unknown;
  index: number;
}

/** Only where the condition hangs on nothing that is still to come. */
function isSkipped({ if: condition }: FlowStep, known: Known): boolean {
  if (condition === undefined) return false;
  const expression = unwrap(condition);
  if (!canEvaluate(expression, known)) return false;
  try {
    return !evaluateCondition(condition, contextOf(known), known.budget);
  } catch {
    // What the condition cannot say here it may say when its turn has come.
    return false;
  }
}

/** Evaluates what it can, each value on its own. */
function evaluateKnown(value: unknown, known: Known, item?: Item): unknown {
  if (Array.isArray(value)) {
    return value.map(one => evaluateKnown(one, known, item));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        evaluateKnown(one, known, item),
      ]),
    );
  }
  const expressions = listExpressions(value);
  if (!expressions.every(text => canEvaluate(text, known, item))) {
    return UNKNOWN;
  }
  try {
    return evaluateTemplate(value, contextOf(known, item), known.budget);
  } catch {
    return UNKNOWN;
  }
}

/**
 * Whether an expression looks at nothing but what is known. A word in one of
 * its texts counts as well, which only makes more unknown than has to be.
 */
function canEvaluate(expression: string, known: Known, item?: Item): boolean {
  if (mentions('steps', 'run', 'report')(expression)) return false;
  if (known.environment === undefined && mentions('environment')(expression)) {
    return false;
  }
  if (mentions('item', 'index')(expression)) {
    if (item === undefined || holdsUnknown(item.item)) return false;
  }
  return readsKnownInput(expression, known.input);
}

const INPUT = /(?<![\w.])input\b(?:\s*\.\??\s*([A-Za-z_]\w*))?/g;

/** Fields of the input are known one by one; what reads it as a whole needs all of them. */
function readsKnownInput(expression: string, input: Known['input']): boolean {
  return [...expression.matchAll(INPUT)].every(([, name]) =>
    name === undefined || input === UNKNOWN
      ? !holdsUnknown(input)
      : !holdsUnknown(input[name]),
  );
}

/** Whether some part of a value is not known. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

function mentions(...names: string[]): (expression: string) => boolean {
  const pattern = new RegExp(`\\b(?:${names.join('|')})\\b`);
  return expression => pattern.test(expression);
}

function contextOf(known: Known, item?: Item): ExpressionContext {
  return {
    input: known.input === UNKNOWN ? {} : known.input,
    environment: { name: known.environment ?? '' },
    flow: { id: known.flow },
    run: { id: '', dryRun: false },
    steps: {},
    ...item,
  };
}
