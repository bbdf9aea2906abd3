import { CustomErrorBase } from '@backstage/errors';
import {
  lastLinesOf,
  titleOfRun,
  type Run,
  type RunError,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Says that a run which a template started did not succeed, with all that a
 * person needs to know next.
 */
export class RunFailedError extends CustomErrorBase {
  override name = 'RunFailedError' as const;

  constructor(run: Run, runUrl: string) {
    super(
      [describeEnd(run), ...describeErrors(run), `See ${runUrl}`].join('\n'),
    );
  }
}

function describeEnd(run: Run): string {
  const { status, cancellation } = run;
  const title = titleOfRun(run);
  if (status !== 'cancelled') return `${title} ${status}.`;
  const why = cancellation
    ? ` by ${cancellation.by.ref}: ${cancellation.reason}`
    : '';
  return `${title} was cancelled${why}`;
}

function describeErrors({ steps, error, timedOutAt }: Run): string[] {
  const told = timedOutAt && error ? [error.message] : [];
  // Of a step with items, the items tell what went wrong.
  const parents = new Set(steps.map(({ parent }) => parent));
  const ofSteps = steps.flatMap(step =>
    step.status === 'failed' && !parents.has(step.id)
      ? describeError(step.title, step.error)
      : [],
  );
  const all = [...told, ...ofSteps];
  return all.length === 0 && error ? [error.message] : all;
}

function describeError(title: string, error: RunError | undefined): string[] {
  const { message = 'no reason given', exitCode, hint } = error ?? {};
  const last = error && lastLinesOf(error);
  const isTold = exitCode === undefined || message.includes('exit code');
  const code = isTold ? '' : ` (exit code ${exitCode})`;
  return [
    `${title} failed: ${message}${code}`,
    ...(last ? [`Its last lines on ${last.stream}:`] : []),
    ...(last?.lines.map(line => `  ${line}`) ?? []),
    ...(hint ? [hint] : []),
  ];
}
