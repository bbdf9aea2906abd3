import {
  describeValue,
  problemsOf,
  type FlowDefinition,
  type FlowStep,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { listExpressions } from '../engine/expressions/expression';
import { idsOfScripts, type ScriptDescription } from '../ports';
import { nameNearest } from '../problems/nameNearest';

/** The step types that are installed, by what flows write in `uses`. */
export type StepTypes = ReadonlyMap<string, { inputSchema: z.ZodType }>;

/** Lists steps whose type is not installed, and inputs that their type would refuse. */
export function checkSteps(flow: FlowDefinition, types: StepTypes): Problem[] {
  return flow.steps.flatMap((step, index) => {
    const path = `steps.${index}`;
    const type = types.get(step.uses);
    if (type) return checkInputs(step, path, type.inputSchema);
    return [
      {
        path: `${path}.uses`,
        expected: 'a step type that is installed',
        got: `${step.uses}. ${nameNearest(step.uses, [...types.keys()])}`,
      },
    ];
  });
}

/** Lists literal ids of scripts that no environment lists. */
export function checkScripts(
  flow: FlowDefinition,
  scripts: string[],
): Problem[] {
  return flow.steps.flatMap((step, index) => {
    const { script } = step.with;
    if (step.uses !== 'script' || typeof script !== 'string') return [];
    if (scripts.includes(script) || holdsExpression(script)) return [];
    return [
      {
        path: `steps.${index}.with.script`,
        expected: 'a script that an environment lists',
        got: `${script}. ${nameNearest(script, scripts)}`,
      },
    ];
  });
}

/**
 * Lists steps that choose a script or its action by what other steps gave out,
 * where those want different workers: a run has its worker before that is known.
 */
export function checkLabels(
  flow: FlowDefinition,
  scripts: ScriptDescription[],
): Problem[] {
  return flow.steps.flatMap((step, index) => {
    const { script, action } = step.with;
    if (step.uses !== 'script' || !hangsOnSteps([script, action])) return [];
    const candidates =
      typeof script === 'string' && !holdsExpression(script)
        ? scripts.filter(one => idsOfScripts([one]).includes(script))
        : scripts;
    const wanted = candidates.flatMap(({ actions }) =>
      actions.map(({ runsOn = [] }) =>
        runsOn.filter(label => !flow.runsOn.includes(label)).sort(),
      ),
    );
    if (new Set(wanted.map(labels => labels.join('\n'))).size <= 1) return [];
    return [
      {
        path: `steps.${index}.with`,
        expected: `a script and an action that are known before the run begins, or runsOn of the flow with ${[...new Set(wanted.flat())].join(', ')}, which some of these want (runsOn in the script catalog)`,
        got: describeValue(action ?? script),
      },
    ];
  });
}

function hangsOnSteps(value: unknown): boolean {
  return listExpressions(value).some(text => /\bsteps\b/.test(text));
}

/** Checks the inputs of a step; what hangs on an expression is known only when the step starts. */
function checkInputs(
  step: FlowStep,
  path: string,
  schema: z.ZodType,
): Problem[] {
  const checked = schema.safeParse(step.with);
  if (checked.success) return [];
  const known = checked.error.issues.filter(
    issue =>
      issue.code === 'unrecognized_keys' ||
      !holdsExpression(valueAt(step.with, issue.path)),
  );
  return problemsOf(new z.ZodError(known), step.with).map(problem => ({
    ...problem,
    path: [path, 'with', problem.path].filter(Boolean).join('.'),
  }));
}

function holdsExpression(value: unknown): boolean {
  return listExpressions(value).length > 0;
}

/** Reads the value of a path, or the text with the expression that stands in its place. */
function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      at !== null && typeof at === 'object'
        ? (at as Record<PropertyKey, unknown>)[key]
        : at,
    value,
  );
}
