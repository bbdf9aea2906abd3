import type {
  PlannedStep,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Output } from '../terminal/Output';
import { safeText } from '../terminal/safeText';

const DECISIONS = { run: '▶', skip: '–', depends: '?' } as const;

/** Writes a plan: each step with what is decided of it, its command and its effect. */
export function printPlan(plan: RunPlan, output: Output): void {
  const through = plan.riskThrough ? ` through ${plan.riskThrough}` : '';
  output.line(
    `${plan.flowId} in ${plan.environment}${plan.dryRun ? ', dry run' : ''}: risk ${plan.risk}${through}`,
  );
  for (const step of plan.steps) {
    output.line(`${markOf(step)} ${safeText(`${step.id}  ${step.text}`)}`);
    if (step.failure)
      output.line(`    ${output.style('red', safeText(step.failure))}`);
    if (step.because)
      output.line(`    ${output.style('dim', safeText(step.because))}`);
    if (step.command)
      output.line(`    $ ${safeText(step.command.map(quote).join(' '))}`);
    step.lines?.forEach(line => output.line(`    │ ${safeText(line)}`));
  }
  const { changes, unchanged, failures } = plan.totals;
  output.line(
    `${changes} would change, ${unchanged} nothing to do, ${failures} ${failures === 1 ? 'fails' : 'fail'}`,
  );
  output.line(output.style('dim', `digest ${plan.digest}`));
}

/** What could not be done is never marked as what would be. */
function markOf({ decision, failure }: PlannedStep): string {
  return failure === undefined ? DECISIONS[decision] : '✗';
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
