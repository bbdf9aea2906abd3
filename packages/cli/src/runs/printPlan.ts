import type { RunPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
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
    output.line(
      `${DECISIONS[step.decision]} ${safeText(`${step.id}  ${step.text}`)}`,
    );
    if (step.because)
      output.line(`    ${output.style('dim', safeText(step.because))}`);
    if (step.command)
      output.line(`    $ ${safeText(step.command.map(quote).join(' '))}`);
    step.lines?.forEach(line => output.line(`    │ ${safeText(line)}`));
  }
  output.line(output.style('dim', `digest ${plan.digest}`));
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
