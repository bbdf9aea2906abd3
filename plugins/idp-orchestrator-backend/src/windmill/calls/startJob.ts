import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import { z } from 'zod';
import type { Caller } from '../../access/Caller';
import { startRun } from '../../operations/flows/startRun';
import { listRuns } from '../../operations/runs/listRuns';
import { startTask } from '../../operations/tasks/startTask';
import type { WindmillOptions } from '../WindmillOptions';
import { flowIdOf } from './flowPath';
import { readArguments } from './readArguments';
import { flagSchema, readChecked, timeSchema, wholeNumber } from './readQuery';

const A_CENTURY_IN_SECONDS = 100 * 365 * 24 * 60 * 60;

/**
 * The query of a start. What else Windmill's clients send has no meaning here,
 * and does no harm.
 */
const startQuerySchema = z.object({
  scheduled_for: timeSchema.optional(),
  scheduled_in_secs: wholeNumber(0, A_CENTURY_IN_SECONDS).optional(),
  job_id: z.uuid('a UUID').optional(),
  queue_limit: wholeNumber(0, 199).optional(),
  /**
   * The environment; a parameter of ours, for flows that have no such input.
   */
  environment: z.string('the name of an environment').optional(),
  dry_run: flagSchema,
  reason: z.string('a text').optional(),
});

/** The letter that Windmill has for a flow (`f`) or a script (`p`). */
export type RunnableKind = 'f' | 'p';

/** Starts the flow or script that a request names, and returns the id of its run. */
export async function startJob(
  request: Request,
  caller: Caller,
  what: { kind: RunnableKind; path: string; options: WindmillOptions },
): Promise<string> {
  const { perform, clock } = what.options;
  const query = readChecked(startQuerySchema, request.query);
  await requireShortQueue(what.options, caller, query.queue_limit);
  const flowId = flowIdOf(what.path);
  const args = readArguments(request);
  const asked = {
    id: query.job_id,
    environment: query.environment,
    dryRun: query.dry_run,
    reason: query.reason,
    startAt: startAtOf(query, clock.now()),
  };
  const { id } =
    what.kind === 'f'
      ? await perform(startRun, caller, {
          flowId,
          request: { ...asked, input: args },
        })
      : await perform(startTask, caller, {
          request: { ...asked, script: flowId, args },
        });
  return id;
}

function startAtOf(
  query: { scheduled_for?: string; scheduled_in_secs?: number },
  now: number,
): string | undefined {
  const { scheduled_for: time, scheduled_in_secs: seconds } = query;
  if (seconds === undefined) return time;
  return new Date(now + seconds * 1_000).toISOString();
}

async function requireShortQueue(
  { perform }: WindmillOptions,
  caller: Caller,
  limit: number | undefined,
): Promise<void> {
  if (limit === undefined) return;
  const { items } = await perform(listRuns, caller, {
    status: ['queued'],
    limit: limit + 1,
  });
  if (items.length <= limit) return;
  throw new InputError(
    `More than ${limit} runs are in the queue already, which is the queue_limit of this request`,
  );
}
