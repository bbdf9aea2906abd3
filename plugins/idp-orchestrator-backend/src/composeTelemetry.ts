import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { RunNotifier } from './engine';
import type { Clock, RunQueue } from './ports';
import {
  countRuns,
  createTraceEnvironment,
  gaugeQueue,
  RunTracer,
  traceRuns,
} from './telemetry';

interface TelemetryParts {
  metrics: MetricsService;
  logger: LoggerService;
  clock: Clock;
  worker: string;
  notifier: RunNotifier;
  queue: RunQueue;
}

/** What is measured and traced of runs, and what scripts are told of their traces. */
export function composeTelemetry({
  metrics,
  worker,
  notifier,
  ...parts
}: TelemetryParts) {
  const tracer = new RunTracer(parts.logger);
  notifier.onCommitted(countRuns(metrics, parts.clock));
  notifier.onCommitted(traceRuns(tracer, worker));
  gaugeQueue(metrics, parts);
  return { traceEnvironment: createTraceEnvironment(tracer) };
}
