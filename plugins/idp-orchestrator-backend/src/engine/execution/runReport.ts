import {
  formatDuration,
  titleOfRun,
  type Run,
  type RunError,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

export type Ending =
  'succeeded' | 'succeeded-with-warnings' | 'failed' | 'cancelled';

/** The words that callers of the earlier, Windmill-based system know. */
const REPORTED_STATUS = {
  succeeded: 'completed',
  'succeeded-with-warnings': 'completed_with_warnings',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

/**
 * What is told of a run at its end, in the names that are a public contract:
 * flows hand it out as their output.
 */
export interface RunReport {
  success: boolean;
  failed_steps: string[];
  warnings: string[];
  /** One sentence. */
  summary: string;
  results: {
    job_id: string;
    environment: string;
    status: (typeof REPORTED_STATUS)[Ending];
    steps: ReportedStep[];
    start_time: string;
    end_time: string;
    /** ms */
    duration: number;
    error?: string;
  };
}

interface ReportedStep {
  name: string;
  status: string;
  output: unknown;
  timestamp: string;
  duration_ms: number;
  attempts: number;
  error?: RunError;
  reason?: string;
}

export function createRunReport(
  run: Run,
  end: { status: Ending; error?: RunError; warnings?: string[]; at: string },
): RunReport {
  const startTime = run.startedAt ?? run.createdAt;
  const duration = Date.parse(end.at) - Date.parse(startTime);
  return {
    success: end.status.startsWith('succeeded'),
    failed_steps: stepsWith(run, 'failed').map(step => step.id),
    warnings: [...run.steps.flatMap(warningsOf), ...(end.warnings ?? [])],
    summary: summarize(run, end.status, duration),
    results: {
      job_id: run.id,
      environment: run.environment,
      status: REPORTED_STATUS[end.status],
      steps: run.steps.map(step => reportStep(step, end.at)),
      start_time: startTime,
      end_time: end.at,
      duration,
      ...(end.error && { error: end.error.message }),
    },
  };
}

function reportStep(step: RunStep, endedAt: string): ReportedStep {
  const finishedAt = step.finishedAt ?? endedAt;
  return {
    name: step.id,
    status: REPORTED_STEP[step.status] ?? step.status,
    output: step.output ?? null,
    timestamp: finishedAt,
    duration_ms: step.startedAt
      ? Date.parse(finishedAt) - Date.parse(step.startedAt)
      : 0,
    attempts: step.attempts,
    ...(step.error && { error: step.error }),
    ...(step.skippedBecause && { reason: step.skippedBecause }),
  };
}

const REPORTED_STEP: Partial<Record<RunStep['status'], string>> = {
  succeeded: 'completed',
  warning: 'completed_with_warnings',
};

function warningsOf(step: RunStep): string[] {
  const said = step.annotations
    .filter(({ level }) => level === 'warning')
    .map(({ text }) => `${step.title}: ${text}`);
  if (said.length > 0 || step.status !== 'warning') return said;
  return [`${step.title}: ${step.error?.message ?? 'finished with warnings'}`];
}

function summarize(run: Run, status: Ending, duration: number): string {
  const counts = (
    [
      ['succeeded', 'succeeded'],
      ['warning', 'with warnings'],
      ['failed', 'failed'],
      ['skipped', 'skipped'],
      ['cancelled', 'cancelled'],
    ] as const
  )
    .map(([state, word]) => [stepsWith(run, state).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
  const dry = run.dryRun ? 'Dry run, nothing was changed: ' : '';
  const ending = status.replaceAll('-', ' ');
  return `${dry}${titleOfRun(run)} in ${run.environment} ${
    status === 'cancelled' ? 'was ' : ''
  }${ending} after ${formatDuration(duration)} (steps: ${counts}).`;
}

function stepsWith(run: Run, status: RunStep['status']): RunStep[] {
  return run.steps.filter(step => step.status === status);
}
