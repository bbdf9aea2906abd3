import {
  isRunFinished,
  titleOfRun,
  type OrchestratorClient,
  type Run,
  type StartedRun,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { connect, type ActionServices, type Connection } from '../connect';
import { untilReachable } from '../untilReachable';
import { markFailureTold, wasFailureTold } from './failureMark';
import { findOrStart, type TemplateStepRun } from './findOrStart';
import { reasonOf } from './reasonOf';
import { RunFailedError } from './RunFailedError';
import { RunFollower } from './RunFollower';
import { RunReporter } from './RunReporter';
import type { StepContext } from './StepContext';

/** The terms of every start, whatever is started. */
export type StartTerms = Pick<
  StartRunRequest,
  'dryRun' | 'reason' | 'idempotencyKey'
>;

/** The request of a step of a template for a run. */
export interface TemplateRequest {
  /** The name for messages, for example `Flow bootstrap-platform`. */
  name: string;
  dryRun?: boolean;
  reason?: string;
  /** True when the step lasts as long as the run; so it is when absent. */
  wait?: boolean;
  start(client: OrchestratorClient, terms: StartTerms): Promise<StartedRun>;
  /** Describes in lines what would be done, for a dry run of the template. */
  plan(client: OrchestratorClient): Promise<string[]>;
}

/** The outcome of a step; without a run when the template was run dry. */
export type TemplateOutcome =
  { kind: 'planned' } | { kind: 'run'; run: Run; runUrl: string };

/**
 * The time (ms) for which a template that was cancelled waits for its run to be
 * over.
 */
const CANCEL_LIMIT_MS = 120_000;

/**
 * Does a step of a template: starts a run for it or finds the one that was
 * started before, tells the template's log what happens in it, and cancels it
 * when the template is cancelled.
 *
 * @throws RunFailedError when the run did not succeed
 */
export async function runInTemplate(
  ctx: StepContext,
  services: ActionServices,
  request: TemplateRequest,
): Promise<TemplateOutcome> {
  const connection = connect(services, ctx);
  if (ctx.isDryRun) {
    await logPlan(ctx, connection, request);
    return { kind: 'planned' };
  }
  const stepRun = await findOrStart(ctx, idempotencyKey =>
    untilReachable(
      () =>
        request.start(connection.asUser, {
          dryRun: request.dryRun,
          reason: request.reason ?? reasonOf(ctx),
          idempotencyKey,
        }),
      // A start that is given up half-way could leave a run that nobody knows.
      { logger: ctx.logger },
      `${request.name} was not started`,
    ),
  );
  const run = await takeUp(ctx, connection, { stepRun, request });
  return { kind: 'run', run, runUrl: stepRun.runUrl };
}

async function logPlan(
  ctx: StepContext,
  { asUser }: Connection,
  { name, plan }: TemplateRequest,
): Promise<void> {
  const lines = await untilReachable(
    () => plan(asUser),
    ctx,
    `${name} could not be planned`,
  );
  ctx.logger.info(`${name} would do this; nothing is changed`);
  lines.forEach(line => ctx.logger.info(line));
}

/** Takes up a run as it stands, and goes on with it. */
async function takeUp(
  ctx: StepContext,
  connection: Connection,
  { stepRun, request }: { stepRun: TemplateStepRun; request: TemplateRequest },
): Promise<Run> {
  const { runId, runUrl, isFound } = stepRun;
  const run = await untilReachable(
    () => connection.asFollower.getRun(runId),
    // Once it is started, a cancelled template has to cancel it.
    { logger: ctx.logger },
    `Run ${runId} could not be read`,
  );
  ctx.logger.info(
    isFound
      ? `${titleOfRun(run)}: found its run again, which is ${run.status}: ${runUrl} (told from its beginning)`
      : `${titleOfRun(run)}: started as ${runUrl}`,
  );
  if (run.waitingFor) ctx.logger.info(`Waiting: ${run.waitingFor.text}`);
  if (request.wait === false) return run;
  const base = isFound ? await retryIfAsked(ctx, connection, run) : undefined;
  const reporter = new RunReporter(ctx.logger, runUrl);
  const follower = new RunFollower(connection.asFollower, reporter, base);
  const ended = await followToTheEnd(ctx, connection, { follower, runId });
  return requireSuccess(ctx, ended, runUrl);
}

/**
 * Lets a run go on from what failed when its template is retried after the
 * failure.
 *
 * @returns the run as it goes on, or undefined when nobody asked for that
 */
async function retryIfAsked(
  ctx: StepContext,
  { asUser }: Connection,
  run: Run,
): Promise<Run | undefined> {
  if (!isRunFinished(run) || isSuccess(run)) return undefined;
  if (!(await wasFailureTold(ctx, run))) return undefined;
  ctx.logger.info('The template was retried: the run goes on from what failed');
  return untilReachable(
    () => asUser.retryRun(run.id, { reason: 'The template was retried' }),
    ctx,
    `Run ${run.id} does not go on`,
  );
}

async function followToTheEnd(
  ctx: StepContext,
  { asFollower }: Connection,
  { follower, runId }: { follower: RunFollower; runId: string },
): Promise<Run> {
  const ended = await follower.follow(runId, ctx.signal);
  if (ended) return ended;
  ctx.logger.warn('The template was cancelled, and its run is cancelled too');
  await cancelRun(ctx, asFollower, runId);
  const limit = AbortSignal.timeout(CANCEL_LIMIT_MS);
  return (await follower.follow(runId, limit)) ?? asFollower.getRun(runId);
}

/** Cancels a run; one that ended by itself in the meantime is as good. */
async function cancelRun(
  { logger }: StepContext,
  client: OrchestratorClient,
  runId: string,
): Promise<void> {
  try {
    await untilReachable(
      () => client.cancelRun(runId, { reason: 'The template was cancelled' }),
      { logger },
      `Run ${runId} was not cancelled`,
    );
  } catch (error) {
    if ((error as Error).name !== 'ConflictError') throw error;
  }
}

async function requireSuccess(
  ctx: StepContext,
  run: Run,
  runUrl: string,
): Promise<Run> {
  if (!isSuccess(run)) {
    await markFailureTold(ctx, run);
    throw new RunFailedError(run, runUrl);
  }
  if (run.status === 'succeeded') {
    ctx.logger.info(`${titleOfRun(run)}: succeeded`);
  } else {
    ctx.logger.warn(
      `${titleOfRun(run)}: succeeded with warnings, see ${runUrl}`,
    );
  }
  return run;
}

function isSuccess({ status }: Run): boolean {
  return status === 'succeeded' || status === 'succeeded-with-warnings';
}
