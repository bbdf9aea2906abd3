import {
  formatDuration,
  isRunFinished,
  titleOfRun,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Output } from '../terminal/Output';
import { safeText } from '../terminal/safeText';
import { layOut } from '../terminal/table';
import { listAsking } from './outcome';

type Style = Parameters<Output['style']>[0];

const SIGNS: Record<string, [sign: string, style: Style]> = {
  pending: ['·', 'dim'],
  queued: ['·', 'dim'],
  running: ['▶', 'cyan'],
  waiting: ['⏸', 'yellow'],
  paused: ['⏸', 'yellow'],
  cancelling: ['◼', 'yellow'],
  succeeded: ['✔', 'green'],
  'succeeded-with-warnings': ['✔', 'yellow'],
  warning: ['!', 'yellow'],
  failed: ['✖', 'red'],
  skipped: ['–', 'dim'],
  cancelled: ['◼', 'red'],
};

/** Writes a status with its sign, coloured. */
export function statusText(status: string, output: Output): string {
  const [sign, style] = SIGNS[status] ?? ['?', 'dim'];
  return output.style(style, `${sign} ${status}`);
}

/** Writes the time between two moments; nothing where one of them is not there. */
export function timeBetween(start?: string, end?: string): string {
  if (start === undefined || end === undefined) return '';
  return formatDuration(Date.parse(end) - Date.parse(start));
}

/** Writes one step as a row: status, id, title, time and why. */
export function stepRow(step: RunStep, output: Output): string[] {
  return [
    statusText(step.status, output),
    step.id,
    step.title,
    timeBetween(step.startedAt, step.finishedAt),
    whyOf(step),
  ];
}

function whyOf(step: RunStep): string {
  return (
    step.error?.message ??
    step.skippedBecause ??
    step.waitingFor?.text ??
    step.progress?.message ??
    step.annotations.at(-1)?.text ??
    ''
  );
}

/** Writes a run with its steps, what came of it, and what to do next. */
export function tellRun(run: Run, output: Output): void {
  const time = timeBetween(run.startedAt, run.finishedAt);
  output.line(
    `${statusText(run.status, output)}  ${safeText(titleOfRun(run))} in ${run.environment}${run.dryRun ? ', dry run' : ''}${time && `, ${time}`}`,
  );
  output.line(output.style('dim', `run ${run.id} by ${run.initiator.ref}`));
  layOut(run.steps.map(step => stepRow(step, output))).forEach(row =>
    output.line(`  ${row}`),
  );
  tellEnd(run, output);
}

/** A script that is run by itself has a sentence of its own; of a flow the output is what its author chose. */
function outputText({ output = {} }: Run): string {
  if (typeof output.summary === 'string') return output.summary;
  return Object.keys(output).length > 0
    ? `output: ${JSON.stringify(output)}`
    : '';
}

/** Writes how a run is in the end: its error with the last lines, its output, or what it waits for. */
export function tellEnd(run: Run, output: Output): void {
  run.warnings?.forEach(text =>
    output.line(output.style('yellow', safeText(text))),
  );
  if (run.error) {
    const { step, message } = run.error;
    output.line(
      output.style('red', safeText(step ? `${step}: ${message}` : message)),
    );
    run.error.stderrTail?.forEach(line => output.line(`    ${safeText(line)}`));
  }
  const said = outputText(run);
  if (said) output.line(safeText(said));
  for (const step of listAsking(run)) {
    output.line(
      `${step.id} ${safeText(step.waitingFor?.text ?? 'waits for people')}`,
    );
    output.line(
      `    → idp-orchestrator approve ${run.id} --step ${step.id} --reason '…'`,
    );
  }
  if (run.status === 'failed') {
    output.line(`    → idp-orchestrator logs ${run.id}`);
  } else if (!isRunFinished(run) && listAsking(run).length === 0) {
    output.line(`    → idp-orchestrator logs ${run.id} --follow`);
  }
}
