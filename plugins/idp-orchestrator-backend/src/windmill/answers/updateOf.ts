import {
  isStepFinished,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowStatusOf, type FlowStatus } from './flowStatusOf';
import { isTask } from './resultOf';
import { isCompleted, isRunning, memoryOf } from './toJob';

export interface JobUpdate {
  running?: boolean;
  completed?: boolean;
  new_logs?: string;
  log_offset?: number;
  mem_peak?: number;
  progress?: number;
  flow_status?: FlowStatus;
}

/** Describes how a job is, and what it said since it was last asked for. */
export function updateOf(
  { run, step }: { run: Run; step?: RunStep },
  logs: { text: string; offset: number } | undefined,
): JobUpdate {
  return {
    running: isRunning(run, step),
    completed: isCompleted(run, step),
    ...(logs && { new_logs: logs.text, log_offset: logs.offset }),
    ...memoryOf(step ? [step] : run.steps),
    progress: progressOf(step ? [step] : run.steps),
    ...(!step && !isTask(run) && { flow_status: flowStatusOf(run) }),
  };
}

/** Picks from an update what is not as it was told before. */
export function pickChanges(told: JobUpdate, update: JobUpdate): JobUpdate {
  return Object.fromEntries(
    Object.entries(update).filter(([name, value]) => {
      if (name === 'new_logs') return value !== '';
      if (name === 'log_offset') return update.new_logs !== '';
      const before = told[name as keyof JobUpdate];
      return JSON.stringify(before) !== JSON.stringify(value);
    }),
  );
}

/** Computes the progress in percent, each step counting the same. */
export function progressOf(steps: RunStep[]): number {
  const done = steps.map(step =>
    isStepFinished(step) ? 100 : (step.progress?.percent ?? 0),
  );
  return Math.floor(done.reduce((sum, each) => sum + each, 0) / done.length);
}
