import type {
  ClusterObject,
  Condition,
} from '../../cluster/watch/ClusterObject';

/** The fields of a Job that are read here. */
export interface JobObject extends ClusterObject {
  spec?: { suspend?: boolean };
  status?: { conditions?: Condition[] };
}

/** Tells how a Job has failed, as its controller says it. */
export function failureOf(job: JobObject): Condition | undefined {
  return job.status?.conditions?.find(
    ({ type, status }) => type === 'Failed' && status === 'True',
  );
}

/** Tells whether a Job has ended, however it did. */
export function isOver({ status }: JobObject): boolean {
  return Boolean(
    status?.conditions?.some(
      one =>
        (one.type === 'Complete' || one.type === 'Failed') &&
        one.status === 'True',
    ),
  );
}
