import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  isRunFinished,
  type FeedEntry,
  type Run,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock } from '../ports';
import { classifyExit } from './classifyExit';

const SECONDS = [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600];
const LAG_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/**
 * Counts what was committed to runs, in the process that committed it. No
 * label tells who: people are no dimension of a figure, and there are many.
 */
export function countRuns(
  metrics: MetricsService,
  clock: Clock,
): (run: Run, entries: FeedEntry[]) => void {
  const figures = createFigures(metrics);
  return (run, entries) => {
    for (const entry of entries) {
      if (entry.kind !== 'event') continue;
      const { event } = entry;
      const lagMs = Math.max(0, clock.now() - Date.parse(event.at));
      figures.eventLag.record(lagMs / 1_000);
      if (event.type === 'run.finished') countRun(figures, run, event);
      if (
        event.type === 'step.finished' ||
        event.type === 'step.retryScheduled'
      ) {
        countAttempt(figures, run, event);
      }
    }
  };
}

type Figures = ReturnType<typeof createFigures>;

function createFigures(metrics: MetricsService) {
  const seconds = (name: string, description: string, bounds = SECONDS) =>
    metrics.createHistogram(`idp_orchestrator_${name}_seconds`, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries: bounds },
    });
  return {
    runs: metrics.createCounter('idp_orchestrator_runs', {
      description: 'Runs that have ended, by flow and outcome',
    }),
    runDuration: seconds('run_duration', 'From the start of a run to its end'),
    stepDuration: seconds('step_duration', 'How long an attempt of a step ran'),
    scriptExits: metrics.createCounter('idp_orchestrator_script_exits', {
      description: 'Scripts that have ended, by class of their exit code',
    }),
    eventLag: seconds(
      'event_lag',
      'From the time of an event of a run until it was committed and published',
      LAG_SECONDS,
    ),
  };
}

function countRun(
  { runs, runDuration }: Figures,
  run: Run,
  event: Extract<RunEvent, { type: 'run.finished' }>,
): void {
  if (!isRunFinished(run)) return;
  const labels = { ...labelsOf(run), outcome: event.status };
  runs.add(1, labels);
  runDuration.record(secondsBetween(run.startedAt, event.at), labels);
}

function countAttempt(
  { stepDuration, scriptExits }: Figures,
  run: Run,
  event: Extract<RunEvent, { type: 'step.finished' | 'step.retryScheduled' }>,
): void {
  const step = run.steps.find(({ id }) => id === event.stepId);
  const attempt = step?.history.find(({ number }) => number === event.attempt);
  if (!step || !attempt) return;
  const outcome = event.type === 'step.finished' ? event.status : 'failed';
  stepDuration.record(secondsBetween(attempt.startedAt, event.at), {
    ...labelsOf(run),
    // The items of a step count as that step: there may be thousands.
    step: step.parent ?? step.id,
    outcome,
  });
  const exit = run.dryRun ? undefined : classifyExit(step.uses, event);
  if (exit) scriptExits.add(1, { ...labelsOf(run), exit });
}

function labelsOf({ flowId, environment, dryRun }: Run) {
  return { flow: flowId, environment, dry_run: dryRun };
}

function secondsBetween(from: string | undefined, to: string): number {
  if (!from) return 0;
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 1_000;
}
