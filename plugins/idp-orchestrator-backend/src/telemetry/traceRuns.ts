import {
  type FeedEntry,
  type Run,
  type RunEvent,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Attributes, Link } from '@opentelemetry/api';
import { parseTraceParent } from './traceParent';
import type { RunTracer } from './RunTracer';
import { identifyAttempt, identifyGroup, identifyRun } from './spanIdentity';

type RunEnd = Extract<RunEvent, { type: 'run.finished' }>;
type AttemptEnd = Extract<
  RunEvent,
  { type: 'step.finished' | 'step.retryScheduled' }
>;

/**
 * Makes a span of each run and each attempt that has ended, in the process
 * that committed its end: so each is made once, whoever began it.
 */
export function traceRuns(
  tracer: RunTracer,
  worker: string,
): (run: Run, entries: FeedEntry[]) => void {
  const shared = { 'idp.worker': worker };
  return (run, entries) => {
    for (const entry of entries) {
      if (entry.kind !== 'event') continue;
      const { event } = entry;
      if (event.type === 'run.finished') {
        traceRun(tracer, { run, event, shared });
      }
      if (
        event.type === 'step.finished' ||
        event.type === 'step.retryScheduled'
      ) {
        traceAttempt(tracer, { run, event, shared });
      }
    }
  };
}

interface Ended<E extends RunEvent> {
  run: Run;
  event: E;
  shared: Attributes;
}

function traceRun(
  tracer: RunTracer,
  { run, event, shared }: Ended<RunEnd>,
): void {
  const ids = identifyRun(run);
  if (!ids) return;
  const { at: goneOn } = run.retries?.at(-1) ?? {};
  tracer.record({
    ids,
    name: run.flowId,
    startTime: new Date(goneOn ?? run.startedAt ?? run.createdAt),
    endTime: new Date(event.at),
    attributes: { ...shared, ...describeRun(run), 'idp.status': event.status },
    links: linksOf(run),
    failure: event.status === 'failed' ? messageOf(run, event) : undefined,
  });
}

function traceAttempt(
  tracer: RunTracer,
  { run, event, shared }: Ended<AttemptEnd>,
): void {
  const step = run.steps.find(({ id }) => id === event.stepId);
  const attempt = step?.history.find(({ number }) => number === event.attempt);
  const startedAt = attempt?.startedAt ?? step?.startedAt;
  const ids = attempt
    ? identifyAttempt({ runId: run.id, ...event })
    : identifyGroup(run, event.stepId);
  if (!step || !startedAt || !ids) return;
  const status = event.type === 'step.finished' ? event.status : 'failed';
  const isFailure = event.error && status !== 'cancelled';
  tracer.record({
    ids,
    parent: parentOf(step, run),
    // The items of a step have its name: there may be thousands.
    name: step.parent ?? step.id,
    startTime: new Date(startedAt),
    endTime: new Date(event.at),
    attributes: {
      ...shared,
      ...describeRun(run),
      'idp.step': step.id,
      'idp.uses': step.uses,
      'idp.attempt': event.attempt,
      'idp.status': status,
      'process.exit.code': exitCodeOf(run, step, { status, ...event }),
    },
    failure: isFailure ? messageOf(run, event) : undefined,
  });
}

function parentOf(step: RunStep, run: Run) {
  return step.parent ? identifyGroup(run, step.parent) : identifyRun(run);
}

/** Makes the attributes of a run's span. None tells who: people are no dimension of a trace. */
function describeRun(run: Run): Attributes {
  return {
    'idp.run': run.id,
    'idp.flow': run.flowId,
    'idp.environment': run.environment,
    'idp.dry_run': run.dryRun,
  };
}

function exitCodeOf(
  { dryRun }: Run,
  { uses }: RunStep,
  { status, error }: Pick<AttemptEnd, 'error'> & { status: string },
): number | undefined {
  if (error?.exitCode !== undefined) return error.exitCode;
  const isDone = uses === 'script' && status === 'succeeded' && !dryRun;
  return isDone ? 0 : undefined;
}

/** Links a run to what it was started from: a run may last for days, and is a trace of its own. */
function linksOf({ traceparent, parent }: Run): Link[] {
  const caller = traceparent && parseTraceParent(traceparent);
  const above = parent && identifyRun({ id: parent.runId });
  return [
    ...(caller ? [{ context: caller }] : []),
    ...(above ? [{ context: { ...above, traceFlags: 0 } }] : []),
  ];
}

/**
 * Makes the message of an error, secrets hidden: an error may repeat what was
 * typed into a secret field, and a trace leaves the house.
 */
function messageOf(
  { secretInput }: Run,
  { error }: Pick<RunEnd, 'error'>,
): string {
  return (!secretInput && error?.message) || 'It failed';
}
