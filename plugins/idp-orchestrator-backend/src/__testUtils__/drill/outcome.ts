import { isDeepStrictEqual } from 'node:util';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What must be the same, however often the backend died. */
export type Outcome = Record<string, unknown>;

export function outcomeOf(run: Run, effects: string[]): Outcome {
  return withoutTimes({
    status: run.status,
    output: run.output,
    error: run.error,
    effects: effects.toSorted(),
    steps: Object.fromEntries(
      run.steps.map(step => [
        step.id,
        {
          status: step.status,
          attempts: step.attempts,
          output: step.output,
          summary: step.summary,
          progress: step.progress,
          annotations: step.annotations,
          error: step.error,
        },
      ]),
    ),
  }) as Outcome;
}

const TIMES =
  /^(timestamp|checked_at|start_time|end_time|duration|duration_ms|durationMs|latency_ms|job_id)$/;

/** Whether a thing was made by this run, or by the one before, depends on when that died. */
const MADE = /\b(created|started|existing)\b/g;

const TOOK = /\bafter [\d.,]+ ?(ms|s|m|h|min)( [\d.,]+ ?(ms|s|m|min))?/g;

function withoutTimes(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(MADE, 'there').replace(TOOK, 'after a time');
  }
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => one !== undefined && !TIMES.test(name))
      .map(([name, one]) => [name, withoutTimes(one)]),
  );
}

/** Where two outcomes are not the same, one sentence for each place. */
export function findDifferences(
  expected: unknown,
  actual: unknown,
  at = 'run',
): string[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  if (!isObject(expected) || !isObject(actual)) {
    return [`${at} is ${show(actual)} and not ${show(expected)}`];
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap(name =>
    findDifferences(expected[name], actual[name], `${at}.${name}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 300 ? `${text.slice(0, 300)} …` : text;
}
