import type {
  FlowDefinition,
  Run,
  RunError,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { evaluateTemplate } from '../expressions/expression';
import { createExpressionContext } from '../expressions/expressionContext';
import { createRunReport, type Ending } from '../execution/runReport';

/**
 * The output of a run that ends: what the flow maps, or else the outputs of
 * its steps. A mapping that cannot be evaluated is told as an error beside
 * the report; it never hides how the run ended.
 */
export function createRunOutput(
  flow: FlowDefinition,
  run: Run,
  end: { status: Ending; error?: RunError },
): { output: Record<string, unknown>; error?: RunError } {
  const at = lastChange(run);
  const report = createRunReport(run, { ...end, at });
  if (!flow.output) {
    const outputs = run.steps.map(step => [step.id, step.output ?? null]);
    return {
      output: { ...report, steps: Object.fromEntries(outputs) },
      error: end.error,
    };
  }
  try {
    const context = { ...createExpressionContext(run), report };
    const output = evaluateTemplate(flow.output, context);
    return { output: output as Record<string, unknown>, error: end.error };
  } catch (error) {
    const message = `The output of flow ${flow.id} cannot be evaluated. ${
      (error as Error).message
    }`;
    return { output: { ...report }, error: end.error ?? { message } };
  }
}

/** The end of the last step: pure, so that the same events give the same output. */
function lastChange(run: Run): string {
  return run.steps
    .flatMap(step => step.finishedAt ?? [])
    .reduce((latest, at) => (at > latest ? at : latest), run.createdAt);
}
