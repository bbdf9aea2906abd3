import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import { lazy } from '../../waiting/lazy';
import { during } from '../watchdog/currentWork';
import { ExpressionBudget } from './ExpressionBudget';
import { loadCel } from './loadCel';
import { meterProgram, spendFrom } from './meterProgram';
import { findTemplates } from './templates';
import { toJson } from './toJson';
import { weigh } from './weigh';

/**
 * What expressions can name. Expressions are CEL: they cannot call code, loop
 * without end or reach anything but these values, and they have a budget.
 */
export interface ExpressionContext {
  input: Record<string, unknown>;
  environment: { name: string };
  /** Only for the key of a flow's lock. */
  flow?: { id: string };
  run: { id: string; dryRun: boolean };
  /** By id; hyphens may be written as underscores: `steps.health_check.output`. */
  steps: Record<string, { status: string; output: unknown }>;
  /** Of a step with `forEach`: one of its items, and its place from 0. */
  item?: unknown;
  index?: number;
  /** What is told of the run at its end; only for the flow's output. */
  report?: unknown;
}

/** An expression that cannot be read or evaluated; names the expression. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
  constructor(
    readonly expression: string,
    cause: unknown,
  ) {
    super(`\${{ ${shorten(expression)} }}: ${firstLine(cause)}`, { cause });
  }
}

const options = {
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  // Nodes are evaluated within each other, and the stack is only so deep.
  limits: { maxAstNodes: 2_000, maxDepth: 100 },
};

/** The environment that expressions are read and evaluated in. */
const getCel = lazy(() => {
  const { Environment: Cel } = loadCel();
  return mixedArithmetic(
    new Cel({ ...options, unlistedVariablesAreDyn: true }),
  );
});

/** Every name that an expression can have somewhere; see {@link ExpressionContext}. */
const NAMES = [
  'input',
  'environment',
  'flow',
  'run',
  'steps',
  'item',
  'index',
  'report',
] as const satisfies Array<keyof ExpressionContext>;

/** The environments that know some names and no others, by these. */
const named = new Map<string, Environment>();

function getNamed(names: readonly string[]): Environment {
  const key = names.join(' ');
  const known = named.get(key);
  if (known) return known;
  const made = names.reduce(
    (environment, name) => environment.registerVariable(name, 'dyn'),
    new (loadCel().Environment)(options),
  );
  named.set(key, made);
  return made;
}

const parsed = new Map<string, ParseResult>();
/** Characters of the expressions that are kept parsed, which take some 100 bytes each. */
const MOST_KEPT = 500_000;
let kept = 0;

/** Parts of a result that take as long as one step; an input that is handed on is one. */
const PARTS_A_STEP = 8;

/**
 * Evaluates one expression, without its `${{ }}`.
 *
 * @throws ExpressionError
 */
export function evaluateExpression(
  expression: string,
  context: ExpressionContext,
  budget = new ExpressionBudget(),
): unknown {
  try {
    return during({ expression }, () => {
      const program = parseExpression(expression);
      const seen = copyUnread(context);
      const value = spendFrom(budget, () => program(seen));
      budget.spend(
        Math.floor(weigh(value, budget.left * PARTS_A_STEP) / PARTS_A_STEP),
      );
      return toJson(value);
    });
  } catch (error) {
    throw new ExpressionError(expression.trim(), error);
  }
}

/** Copies a context without a look at what nobody may read. */
function copyUnread(context: ExpressionContext) {
  const all = Object.getOwnPropertyDescriptors(context);
  return Object.defineProperties<ExpressionContext>({} as never, all);
}

/**
 * Evaluates an `if`, written with or without `${{ }}`.
 *
 * @throws ExpressionError also when the result is not true or false.
 */
export function evaluateCondition(
  condition: string,
  context: ExpressionContext,
  budget?: ExpressionBudget,
): boolean {
  const expression = unwrap(condition);
  const value = evaluateExpression(expression, context, budget);
  if (typeof value !== 'boolean') {
    throw new ExpressionError(
      expression.trim(),
      new Error(`expected true or false, got ${JSON.stringify(value)}`),
    );
  }
  return value;
}

/**
 * Evaluates every expression in a value of strings, lists and maps. A string
 * that is one expression keeps the type of its result; in a longer string
 * results are put in as text. All of them share one budget.
 *
 * @throws ExpressionError
 */
export function evaluateTemplate(
  value: unknown,
  context: ExpressionContext,
  budget = new ExpressionBudget(),
): unknown {
  if (typeof value === 'string') return evaluateText(value, context, budget);
  if (Array.isArray(value)) {
    return value.map(item => evaluateTemplate(item, context, budget));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        evaluateTemplate(item, context, budget),
      ]),
    );
  }
  return value;
}

/** Every expression in a value, for checking a flow before it is used. */
export function listExpressions(value: unknown): string[] {
  if (typeof value === 'string') {
    return findTemplates(value).map(({ expression }) => expression);
  }
  if (value !== null && typeof value === 'object') {
    return Object.values(value).flatMap(listExpressions);
  }
  return [];
}

/**
 * Checks an expression before it is used; `names` are those that something has
 * where it stands, by default those of flows.
 *
 * @throws ExpressionError when it cannot be read, or has a name that nothing has.
 */
export function checkExpression(
  expression: string,
  names: readonly string[] = NAMES,
): void {
  try {
    parseExpression(expression);
    const { error } = getNamed(names).check(expression.trim());
    // What else it says of types is stricter than evaluation is.
    if (error?.code === 'unknown_variable') throw error;
  } catch (error) {
    throw new ExpressionError(expression.trim(), error);
  }
}

export function unwrap(condition: string): string {
  return wholeExpression(condition) ?? condition;
}

function evaluateText(
  text: string,
  context: ExpressionContext,
  budget: ExpressionBudget,
): unknown {
  const whole = wholeExpression(text);
  if (whole !== undefined) return evaluateExpression(whole, context, budget);
  let filled = '';
  let last = 0;
  for (const { start, end, expression } of findTemplates(text)) {
    const value = evaluateExpression(expression, context, budget);
    filled += text.slice(last, start);
    filled += typeof value === 'string' ? value : JSON.stringify(value);
    last = end;
  }
  return filled + text.slice(last);
}

/** The expression of a text that is nothing else. */
function wholeExpression(text: string): string | undefined {
  const trimmed = text.trim();
  const [first] = findTemplates(trimmed);
  const isWhole = first?.start === 0 && first.end === trimmed.length;
  return isWhole ? first.expression : undefined;
}

function parseExpression(expression: string) {
  const known = parsed.get(expression);
  if (known) return known;
  const program = getCel().parse(expression.trim());
  meterProgram(program.ast);
  kept += expression.length;
  if (kept > MOST_KEPT) {
    parsed.clear();
    kept = expression.length;
  }
  parsed.set(expression, program);
  return program;
}

/** Numbers of JSON are doubles to CEL and literals integers: `input.n + 1` must work. */
function mixedArithmetic(environment: Environment): Environment {
  const operators: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  for (const [sign, operate] of Object.entries(operators)) {
    const mixed = (a: unknown, b: unknown) => operate(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int: double`, mixed);
    environment.registerOperator(`int ${sign} double: double`, mixed);
  }
  environment.registerOperator('double % double: double', (a, b) =>
    operators['%'](Number(a), Number(b)),
  );
  return environment;
}

function shorten(expression: string): string {
  return expression.length > 200
    ? `${expression.slice(0, 197)}...`
    : expression;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split(
    '\n',
    1,
  )[0];
}
