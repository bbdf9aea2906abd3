import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { measureSpool } from '../bridge';
import type { RunNotifier, Watchdog } from '../engine';
import type { Clock, RunQueue, ScriptAttempt } from '../ports';
import {
  countRuns,
  countStands,
  createTraceEnvironment,
  gaugeQueue,
  gaugeSpool,
  gaugeViewers,
  RunTracer,
  traceRuns,
} from '../telemetry';

export interface TracingOptions {
  notifier: RunNotifier;
  worker: string;
  logger: LoggerService;
}

export interface TelemetryOptions extends TracingOptions {
  metrics: MetricsService;
  /** The streams of runs that are open in this process. */
  feeds: { readonly viewers: number };
  watchdog: Watchdog;
  queue: RunQueue;
  spoolDirectory: string;
  clock: Clock;
}

/** Tells a script of the trace that its attempt is part of. */
export interface Tracing {
  traceEnvironment(attempt: ScriptAttempt): Record<string, string>;
}

/** Makes spans of what this process commits. */
export function composeTracing(options: TracingOptions): Tracing {
  const tracer = new RunTracer(options.logger);
  options.notifier.onCommitted(traceRuns(tracer, options.worker));
  return { traceEnvironment: createTraceEnvironment(tracer) };
}

/** Measures runs, their queue and their spool, and traces them. */
export function composeTelemetry(options: TelemetryOptions): Tracing {
  const { metrics, notifier, clock, logger } = options;
  notifier.onCommitted(countRuns(metrics, clock));
  countStands(metrics, options.watchdog);
  const tracing = composeTracing({
    notifier,
    worker: options.worker,
    logger,
  });
  gaugeQueue(metrics, { queue: options.queue, clock, logger });
  gaugeViewers(metrics, options.feeds);
  gaugeSpool(metrics, {
    measureSpool: () => measureSpool(options.spoolDirectory),
    logger,
  });
  return tracing;
}
