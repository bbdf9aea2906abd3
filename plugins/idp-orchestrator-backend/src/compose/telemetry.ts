import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { measureSpool } from '../bridge';
import type { RunNotifier } from '../engine';
import type { Clock, RunQueue } from '../ports';
import {
  countRuns,
  createTraceEnvironment,
  gaugeQueue,
  gaugeSpool,
  gaugeViewers,
  RunTracer,
  traceRuns,
} from '../telemetry';

interface TelemetryParts {
  feeds: { readonly viewers: number };
  metrics: MetricsService;
  logger: LoggerService;
  clock: Clock;
  worker: string;
  notifier: RunNotifier;
  queue: RunQueue;
  spoolDirectory: string;
}

/** What is measured and traced of runs, and what scripts are told of their traces. */
export function composeTelemetry({
  metrics,
  worker,
  notifier,
  feeds,
  ...parts
}: TelemetryParts) {
  const tracer = new RunTracer(parts.logger);
  notifier.onCommitted(countRuns(metrics, parts.clock));
  notifier.onCommitted(traceRuns(tracer, worker));
  gaugeQueue(metrics, parts);
  gaugeViewers(metrics, feeds);
  gaugeSpool(metrics, {
    ...parts,
    measureSpool: () => measureSpool(parts.spoolDirectory),
  });
  return { traceEnvironment: createTraceEnvironment(tracer) };
}
