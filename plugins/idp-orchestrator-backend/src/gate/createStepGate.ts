import {
  principalOf,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepGate } from '../ports';
import { describeReasons } from './describeReason';
import { isWithin, judgeChange, type Change } from './judgeChange';
import type { WindowRule } from './WindowRule';

/** Makes the gate of steps, by the windows that there are whenever it is asked. */
export function createStepGate({
  listRules,
  onChange,
}: {
  listRules(): readonly WindowRule[];
  onChange: StepGate['onChange'];
}): StepGate {
  return {
    onChange,
    holdOf(run, step, now) {
      const { flowId: flow, environment, risk } = run;
      const place = { flow, environment, risk };
      const rules = listRules().filter(rule => isWithin(rule.scope, place));
      if (rules.length === 0 || !isJudged(run, step)) return undefined;
      const verdict = judgeChange(changeOf(run, rules), rules, now);
      if (verdict.effect === 'allow') return undefined;
      // A run that there is waits, also where a start would be refused.
      const { because, until } = verdict;
      return {
        text: describeReasons(because),
        ...(until !== undefined && { until: new Date(until).toISOString() }),
        windows: because.map(({ window }) => window.id),
      };
    },
  };
}

/** What changes nothing, and what tidies up, is never held. */
function isJudged(run: Run, step: RunStep): boolean {
  return !run.dryRun && !step.readOnly && !step.finally;
}

/** A run as the change that its next step is. */
export function changeOf(run: Run, rules: readonly WindowRule[]): Change {
  const { flowId, environment, risk } = run;
  return {
    flow: flowId,
    environment,
    ...(risk && { risk }),
    overridden: listOverridden(run, rules),
    underWay: isUnderWay(run),
  };
}

/** The windows for which enough different people have let a run go on. */
function listOverridden(
  { windowOverrides = [] }: Run,
  rules: readonly WindowRule[],
): Set<string> {
  if (windowOverrides.length === 0) return NONE;
  const enough = rules.filter(({ id, override }) => {
    const given = windowOverrides.filter(({ windows }) => windows.includes(id));
    const people = new Set(given.map(({ by }) => principalOf(by)));
    return override !== undefined && people.size >= override.count;
  });
  return new Set(enough.map(({ id }) => id));
}

const NONE = new Set<string>();

/** Steps that do nothing but wait. */
const WAITING = new Set(['approval', 'wait']);

/**
 * Whether a run has begun to change something since it last waited: what waited
 * for a time, for people or to be retried begins anew.
 */
export function isUnderWay(run: Run): boolean {
  const waits = run.steps.flatMap(({ uses, finishedAt }) =>
    WAITING.has(uses) && finishedAt ? [finishedAt] : [],
  );
  const retried = run.retries?.at(-1)?.at;
  const since = [...waits, ...(retried ? [retried] : [])].sort().at(-1) ?? '';
  if (run.goesOn && since === '') return true;
  return run.steps.some(
    step =>
      !step.readOnly &&
      !step.finally &&
      step.history.some(({ startedAt }) => startedAt >= since),
  );
}
