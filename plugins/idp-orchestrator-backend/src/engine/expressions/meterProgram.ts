import { compilePattern } from '../../schemas/linearPattern';
import { costOf } from './costOf';
import type { ExpressionBudget } from './ExpressionBudget';
import { weighShallow } from './weigh';

/**
 * What this reads of the nodes of the CEL library (8.0). It evaluates a node by
 * `evaluate`, which looks at `meta` for how; `handle` is put there by the check
 * of types and takes the values of the operands. The library has no budget of
 * its own; the tests of limits pin that these are still the names.
 */
interface Node {
  op: string;
  args: unknown;
  meta: {
    evaluate: Evaluate;
    /** What a macro such as `map` stands for. */
    alternate?: Node;
    macro?: { evaluate: Evaluate };
  };
  evaluate: Evaluate;
  handle?: Handle;
}

type Evaluate = (
  evaluator: unknown,
  node: unknown,
  context: unknown,
) => unknown;
/** Of an operator both operands come first; of a call a list of all. */
type Handle = (...given: unknown[]) => unknown;

/** The budget of the evaluation that is going on; evaluations are never within each other. */
let active: ExpressionBudget | undefined;

/** Evaluates within a budget what was metered. */
export function spendFrom<T>(budget: ExpressionBudget, evaluate: () => T): T {
  active = budget;
  try {
    const value = evaluate();
    budget.requireSome();
    return value;
  } finally {
    active = undefined;
  }
}

/**
 * Makes a parsed expression pay for what it does: one step for each evaluation
 * of one of its nodes, and the cost of each operation before it is done. Its
 * regular expressions are matched in linear time.
 *
 * @throws InputError when a regular expression that it writes cannot be used
 */
export function meterProgram(root: unknown): void {
  const open: unknown[] = [root];
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const one = open.pop();
    if (one === null || typeof one !== 'object' || seen.has(one)) continue;
    seen.add(one);
    if (isNode(one)) {
      meterNode(one);
      // Macros such as `map` stand for other nodes.
      open.push(one.args, one.meta.alternate, one.meta.macro);
    } else {
      open.push(...Object.values(one));
    }
  }
}

function isNode(value: object): value is Node {
  return 'op' in value && 'args' in value && 'meta' in value;
}

function meterNode(node: Node): void {
  const { meta } = node;
  const name = nameOf(node);
  const isLiteral = name === 'matches' && checkLiteralPattern(node);
  let hasMeteredHandle = name === undefined;
  node.evaluate = (evaluator, _, context) => {
    active?.spend(1);
    const { alternate, macro } = meta;
    if (alternate) return alternate.evaluate(evaluator, alternate, context);
    if (macro) return macro.evaluate(evaluator, macro, context);
    // Types are checked before the first evaluation, and once.
    if (!hasMeteredHandle && node.handle) {
      node.handle = meterHandle(node, { name: name!, isLiteral });
      hasMeteredHandle = true;
    }
    return meta.evaluate(evaluator, node, context);
  };
}

function meterHandle(
  node: Node,
  { name, isLiteral }: { name: string; isLiteral: boolean },
): Handle {
  const inner = node.handle!;
  const isOperator = OPERATORS.has(name);
  return (...given) => {
    const operands = isOperator ? given.slice(0, 2) : (given[0] as unknown[]);
    if (name === 'matches' && operands.every(isText)) {
      return matchWithin(operands as string[], isLiteral);
    }
    active?.spend(costOf({ name, operands }, active.left));
    const result = inner.apply(node, given);
    if (Array.isArray(result)) active?.spend(weighShallow(result));
    return result;
  };
}

const OPERATORS = new Set('== != in + - * / % < <= > >='.split(' '));

function nameOf({ op, args }: Node): string | undefined {
  if (OPERATORS.has(op)) return op;
  return op === 'call' || op === 'rcall' ? (args as [string])[0] : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Units of work of a pattern that take as long as one step. */
const WORK_A_STEP = 20;
/** What it takes to compile a pattern: at the least, and for each character or state. */
const COMPILE_STEPS = 2_000;
const COMPILE_STEPS_EACH = 40;

function matchWithin([text, pattern]: string[], isLiteral: boolean): boolean {
  // Paid for also when it is known already, so that it always costs the same.
  if (!isLiteral) {
    active?.spend(COMPILE_STEPS + COMPILE_STEPS_EACH * pattern.length);
  }
  const compiled = compilePattern(pattern);
  const { states } = compiled;
  if (!isLiteral) active?.spend(COMPILE_STEPS_EACH * states);
  active?.spend(1 + Math.ceil((text.length * states) / WORK_A_STEP));
  return compiled.test(text);
}

/** Compiles a pattern that stands in the expression, which so is refused when a flow is loaded. */
function checkLiteralPattern({ args }: Node): boolean {
  const [, , [pattern]] = args as [string, Node, Node[]];
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string') return false;
  compilePattern(pattern.args);
  return true;
}
