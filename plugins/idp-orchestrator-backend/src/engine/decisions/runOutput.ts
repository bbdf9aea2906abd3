import {
  isGivenUp,
  listMaskedParts,
  placeGaps,
  type FlowDefinition,
  type OutputGap,
  type Run,
  type RunError,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ExpressionBudget } from '../expressions/ExpressionBudget';
import { evaluateTemplate } from '../expressions/expression';
import { createExpressionContext } from '../expressions/expressionContext';
import {
  createRunReport,
  type Ending,
  type RunReport,
} from '../execution/runReport';

/** How a run ends, and what it gives. */
export interface RunOutput {
  status: Ending;
  output: Record<string, unknown>;
  outputGaps?: OutputGap[];
  warnings?: string[];
  error?: RunError;
}

/**
 * The output of a run that ends: what the flow maps, or else the outputs of
 * its steps. What cannot be evaluated of a mapping is a gap in it beside the
 * report, and a warning of a run that went well otherwise; it never hides how
 * the run ended.
 */
export function createRunOutput(
  flow: FlowDefinition,
  run: Run,
  end: { status: Ending; error?: RunError },
): RunOutput {
  const at = lastChange(run);
  const report = createRunReport(run, { ...end, at });
  if (!flow.output || isGivenUp(run)) {
    return { ...end, ...gatherOutputs(run, report) };
  }
  const mapped = mapOutput(flow.output, run, report);
  const masked = findMasked(flow.output, { run, report, mapped });
  const outputGaps = [...mapped.outputGaps, ...masked];
  if (mapped.outputGaps.length === 0) {
    return {
      ...end,
      output: mapped.output,
      ...(masked.length > 0 && { outputGaps }),
    };
  }
  // In a dry run nothing has happened that could be told of.
  if (!end.status.startsWith('succeeded') || run.dryRun) {
    return { ...end, outputGaps, output: { ...report, ...mapped.output } };
  }
  const warnings = mapped.outputGaps.map(
    ({ path, because }) =>
      `The output ${path.join('.')} of flow ${flow.id} is missing: ${because}`,
  );
  const warned = { ...end, status: 'succeeded-with-warnings' as const };
  const honest = createRunReport(run, { ...warned, warnings, at });
  const { output } = mapOutput(flow.output, run, honest);
  const whole = { ...honest, ...output };
  return { ...warned, output: whole, outputGaps, warnings };
}

/** Stands for what was masked, to find where a mapping puts it. */
const UNREADABLE = 'what was masked';

/**
 * Finds the parts of an output that come of what was masked in the report, in
 * which people are shown it: those that another text in its place would change.
 */
function findMasked(
  mapping: NonNullable<FlowDefinition['output']>,
  {
    run,
    report,
    mapped,
  }: { run: Run; report: RunReport; mapped: Pick<RunOutput, 'output'> },
): OutputGap[] {
  const gaps = run.steps.flatMap(gapsInReport);
  if (gaps.length === 0) return [];
  const marked = gaps.reduce(
    (seen, { path }) => replaceAt(seen, path, UNREADABLE) as RunReport,
    report,
  );
  const { output } = mapOutput(mapping, run, marked);
  return listMaskedParts(mapped.output, { ...mapped.output, ...output });
}

function gapsInReport({ outputGaps }: RunStep, at: number): OutputGap[] {
  return placeGaps(outputGaps, ['results', 'steps', at, 'output']);
}

/** Makes the same value with another one in a place. */
function replaceAt(
  value: unknown,
  [key, ...rest]: OutputGap['path'],
  other: unknown,
): unknown {
  if (key === undefined) return other;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const parts = copy as Record<string | number, unknown>;
  parts[key] = replaceAt(parts[key], rest, other);
  return copy;
}

/** Evaluates each part of a mapping on its own, so that one that fails does not take the others with it. */
function mapOutput(
  mapping: NonNullable<FlowDefinition['output']>,
  run: Run,
  report: RunReport,
): { output: Record<string, unknown>; outputGaps: OutputGap[] } {
  const context = createExpressionContext(run, { report });
  const budget = ExpressionBudget.ofTurn();
  const output: Record<string, unknown> = {};
  const outputGaps: OutputGap[] = [];
  for (const [name, value] of Object.entries(mapping)) {
    try {
      output[name] = evaluateTemplate(value, context, budget.ofValue());
    } catch (error) {
      const because = `it cannot be evaluated. ${(error as Error).message}`;
      outputGaps.push({ path: [name], because });
    }
  }
  return { output, outputGaps };
}

function gatherOutputs(
  run: Run,
  report: RunReport,
): Pick<RunOutput, 'output' | 'outputGaps'> {
  const outputs = run.steps.map(step => [step.id, step.output ?? null]);
  const outputGaps = run.steps.flatMap((step, at) => [
    ...placeGaps(step.outputGaps, ['steps', step.id]),
    ...gapsInReport(step, at),
  ]);
  return {
    output: { ...report, steps: Object.fromEntries(outputs) },
    ...(outputGaps.length > 0 && { outputGaps }),
  };
}

/** The end of the last step: pure, so that the same events give the same output. */
function lastChange(run: Run): string {
  return run.steps
    .flatMap(step => step.finishedAt ?? [])
    .reduce((latest, at) => (at > latest ? at : latest), run.createdAt);
}
