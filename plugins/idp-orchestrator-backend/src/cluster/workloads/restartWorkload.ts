import type { WorkloadRef } from '../../ports';
import { RESTARTED_AT, RESTARTED_FOR } from './annotations';
import { changeQuery, type ChangeRules } from './scaleWorkload';
import { workloadPath, type WorkloadObject } from './WorkloadObject';

/**
 * Restarts a workload by a rollout: a changed annotation of the template lets
 * the controller replace the pods as it does for a new version. With a key that
 * it was restarted for already, nothing is done.
 */
export async function restartWorkload(
  { key, ...at }: WorkloadRef & { key?: string },
  { connection, signal, dryRun, now }: ChangeRules & { now: number },
): Promise<void> {
  const path = workloadPath(at);
  if (key !== undefined) {
    const { content } = await connection.ask<WorkloadObject>(
      { method: 'GET', path },
      signal,
    );
    const { annotations } = content.spec.template.metadata ?? {};
    if (annotations?.[RESTARTED_FOR] === key) return;
  }
  const annotations = {
    [RESTARTED_AT]: new Date(now).toISOString(),
    ...(key !== undefined && { [RESTARTED_FOR]: key }),
  };
  await connection.ask(
    {
      method: 'PATCH',
      path,
      query: changeQuery(dryRun),
      body: {
        type: 'application/merge-patch+json',
        content: { spec: { template: { metadata: { annotations } } } },
      },
    },
    signal,
  );
}
