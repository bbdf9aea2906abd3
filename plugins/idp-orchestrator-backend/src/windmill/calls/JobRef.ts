import { NotFoundError } from '@backstage/errors';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A reference to a job, which is a run or a step of one. */
export interface JobRef {
  runId: string;
  stepId?: string;
}

/**
 * Makes the id of a job: that of its run, or `<run id>:<step id>` for a step.
 */
export function jobIdOf(run: Pick<Run, 'id'>, step?: Pick<RunStep, 'id'>) {
  return step ? `${run.id}:${step.id}` : run.id;
}

const JOB_ID =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?::(.+))?$/i;

/**
 * Parses the id of a job. Clients hand on as an id whatever a start answered,
 * so an error that they took for one is named.
 *
 * @throws NotFoundError
 */
export function parseJobId(text: string): JobRef {
  const match = JOB_ID.exec(text);
  if (!match) {
    throw new NotFoundError(`This is not the id of a job: ${text}`);
  }
  return { runId: match[1].toLowerCase(), stepId: match[2] };
}
