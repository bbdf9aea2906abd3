import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  checkExpression,
  evaluateCondition,
  unwrap,
  type ExpressionContext,
} from '../engine/expressions/expression';

/** What the condition of a schedule can name. */
export interface ScheduleConditionView {
  environment: { name: string };
  health: { status: string; score: number };
  services: Record<string, { status: string }>;
  /** The run before that is over or under way; null before the first. */
  last: { status: string; hoursAgo: number } | null;
}

const NAMES = [
  'environment',
  'health',
  'services',
  'last',
] as const satisfies (keyof ScheduleConditionView)[];

/** Finds what is wrong with a condition before it is asked. */
export function findWrongCondition({ when }: { when?: string }): Problem[] {
  if (when === undefined) return [];
  try {
    checkExpression(unwrap(when), NAMES);
    return [];
  } catch (error) {
    const expected = `an expression of ${NAMES.join(', ')}: ${(error as Error).message}`;
    return [{ path: 'when', expected, got: JSON.stringify(when) }];
  }
}

/**
 * Tells why a condition is not met; undefined when it is.
 *
 * @throws ExpressionError when it cannot be evaluated, or is neither true nor false
 */
export function reasonNotMet(
  when: string,
  view: ScheduleConditionView,
): string | undefined {
  // It is checked against the names of a schedule, not those of a flow.
  const context = view as unknown as ExpressionContext;
  if (evaluateCondition(when, context)) return undefined;
  const { health, last } = view;
  const before = last
    ? `the run before is ${last.status}, of ${last.hoursAgo.toFixed(1)} hours ago`
    : 'there was no run before';
  return `Its condition was not met: ${unwrap(when).trim()}. The platform is ${health.status} (score ${health.score}), and ${before}`;
}
