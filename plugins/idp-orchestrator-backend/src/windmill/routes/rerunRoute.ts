import { InputError } from '@backstage/errors';
import { tellError } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { Caller } from '../../access/Caller';
import { rerun } from '../../operations/runActions/rerun';
import { statusOf } from '../answers/textErrors';
import { parseJobId } from '../calls/JobRef';
import { readObject } from '../calls/readArguments';
import { readCaller } from '../calls/readCaller';
import { readChecked } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';

const optionsSchema = z
  .record(
    z.string(),
    z.object({
      input_transforms: z
        .record(z.string(), z.unknown(), 'an object')
        .refine(
          changes => Object.keys(changes).length === 0,
          'no changes: a job is run again with the same input',
        )
        .nullish(),
    }),
    'an object',
  )
  .nullish();

const rerunSchema = z.object({
  job_ids: z
    .array(z.string('the id of a job'), 'a list of ids of jobs')
    .max(100, 'at most 100 ids'),
  script_options_by_path: optionsSchema,
  flow_options_by_path: optionsSchema,
});

/**
 * Adds the route that runs jobs again: it answers with a line for each, the id
 * of the new job or what is wrong with the old one.
 */
export function addRerunRoute(router: Router, options: WindmillOptions): void {
  router.post('/w/:workspace/jobs/run/batch_rerun_jobs', async (req, res) => {
    const caller = await readCaller(req, options);
    const body = readChecked(rerunSchema, readObject(req), 'The body');
    const lines: string[] = [];
    for (const id of body.job_ids) {
      lines.push(await rerunOne(options, caller, id));
    }
    res
      .status(201)
      .type('text/plain')
      .send(`${lines.join('\n')}\n`);
  });
}

async function rerunOne(
  { perform }: WindmillOptions,
  caller: Caller,
  id: string,
): Promise<string> {
  try {
    const { runId, stepId } = parseJobId(id);
    if (stepId !== undefined) {
      throw new InputError(
        `${id} is a step of the job ${runId}, which is run again as a whole`,
      );
    }
    const request = { reason: `run again from job ${runId}` };
    return (await perform(rerun, caller, { runId, request })).id;
  } catch (error) {
    // What is wrong with one job says nothing of the others; what is with us, does.
    if (!(error instanceof Error) || statusOf(error) >= 500) throw error;
    return `Error: ${tellError(error).replaceAll('\n', ' ')}`;
  }
}
