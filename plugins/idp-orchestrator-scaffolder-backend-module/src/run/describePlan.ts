import type {
  OperationPlan,
  PlannedPart,
  PlannedStep,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Describes what a run would do, a line for each step, and for each part that is told of it. */
export function describeRunPlan({ steps }: RunPlan): string[] {
  return steps.flatMap(step => [
    describeStep(step),
    ...(step.parts ?? []).map(part => `  ${describeStep(part)}`),
  ]);
}

function describeStep({
  title,
  decision,
  because,
  text,
  command,
}: Pick<PlannedStep, keyof PlannedPart | 'because'>): string {
  const reason = because ? ` (${because})` : '';
  if (decision === 'skip') return `${title}: would be skipped${reason}`;
  const told = command ? `${text} ${command.join(' ')}` : text;
  return `${title}: ${told}${decision === 'depends' ? reason : ''}`;
}

/**
 * Describes what an operation would do, a line for each service, and what else
 * it touches.
 */
export function describeOperationPlan(plan: OperationPlan): string[] {
  return [
    ...plan.waves.flatMap(({ number, services }) =>
      services.map(({ title, text }) => `Wave ${number}, ${title}: ${text}`),
    ),
    ...plan.blastRadius.map(
      ({ title, because }) =>
        `${title} would be affected, because it needs ${because.join(', ')}`,
    ),
    ...(plan.refusal ? [`It would be refused: ${plan.refusal}`] : []),
  ];
}
