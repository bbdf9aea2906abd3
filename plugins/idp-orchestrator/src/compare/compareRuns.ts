import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A step of either run, or of both; times in ms. */
export interface ComparedStep {
  id: string;
  title: string;
  a?: RunStep;
  b?: RunStep;
  aMs?: number;
  bMs?: number;
  /** Of the second to the first; absent where one of them took no time. */
  longerByMs?: number;
  /** It ended otherwise, or is in one of them only. */
  isOther: boolean;
}

/** A value of the input that is not the same in both, as JSON. */
export interface ComparedValue {
  name: string;
  a?: string;
  b?: string;
}

export interface Comparison {
  steps: ComparedStep[];
  /** Where the two went apart. */
  firstOther?: string;
  input: ComparedValue[];
}

/** What is the same in two runs, and what is not. */
export function compareRuns(a: Run, b: Run): Comparison {
  const steps = mergeOrder(a.steps, b.steps).map(({ id, title }) => ({
    ...{ id, title },
    ...compareStep(
      a.steps.find(step => step.id === id),
      b.steps.find(step => step.id === id),
    ),
  }));
  return {
    steps,
    firstOther: steps.find(({ isOther }) => isOther)?.id,
    input: compareValues(a.input, b.input),
  };
}

/** The order of the first; what only the second has comes after what it follows there. */
function mergeOrder(a: RunStep[], b: RunStep[]): RunStep[] {
  const merged = [...a];
  const placeOf = (id?: string) => merged.findIndex(step => step.id === id);
  b.forEach((step, index) => {
    if (placeOf(step.id) >= 0) return;
    merged.splice(placeOf(b[index - 1]?.id) + 1, 0, step);
  });
  return merged;
}

function compareStep(a?: RunStep, b?: RunStep) {
  const aMs = durationOf(a);
  const bMs = durationOf(b);
  return {
    ...{ a, b, aMs, bMs },
    longerByMs: aMs === undefined || bMs === undefined ? undefined : bMs - aMs,
    isOther: a?.status !== b?.status,
  };
}

function durationOf(step?: RunStep): number | undefined {
  if (!step?.startedAt || !step.finishedAt) return undefined;
  return Date.parse(step.finishedAt) - Date.parse(step.startedAt);
}

function compareValues(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
): ComparedValue[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map(name => ({
      name,
      a: JSON.stringify(a[name]),
      b: JSON.stringify(b[name]),
    }))
    .filter(value => value.a !== value.b);
}
