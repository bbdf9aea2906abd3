import { InputError } from '@backstage/errors';
import type { WorkloadRef } from '../../ports';
import { RESTARTED_AT, RESTARTED_FOR } from './annotations';
import { changeQuery, type ChangeRules } from './scaleWorkload';
import {
  toLabelSelector,
  workloadPath,
  type WorkloadKind,
  type WorkloadObject,
} from './WorkloadObject';

/**
 * Restarts a workload by a rollout: a changed annotation of the template lets
 * the controller replace the pods as it does for a new version. With a key that
 * it was restarted for already, nothing is done.
 *
 * @throws InputError when no pod would be replaced, before anything is changed
 */
export async function restartWorkload(
  { key, ...at }: WorkloadRef & { key?: string },
  { connection, signal, dryRun, now }: ChangeRules & { now: number },
): Promise<void> {
  const path = workloadPath(at);
  const { content } = await connection.ask<WorkloadObject>(
    { method: 'GET', path },
    signal,
  );
  const { annotations: given } = content.spec.template.metadata ?? {};
  if (key !== undefined && given?.[RESTARTED_FOR] === key) return;
  const because = notReplacedReason(at.kind, content);
  if (because) {
    throw new InputError(
      `${at.kind} ${at.namespace}/${at.name} is not restarted: ${because}`,
    );
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

/** Says why a changed template would replace no pod, and what would. */
function notReplacedReason(
  kind: WorkloadKind,
  { spec }: WorkloadObject,
): string | undefined {
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  const replicas = spec.replicas ?? 1;
  if (spec.paused) {
    return 'its rollouts are paused (spec.paused). Resume them (kubectl rollout resume), then restart it';
  }
  if (type === 'OnDelete') {
    const pods = toLabelSelector(spec.selector);
    return `its update strategy is OnDelete, so that its pods are only replaced when somebody deletes them. Delete those of ${pods} one after the other, or set spec.updateStrategy.type to RollingUpdate`;
  }
  const { partition = 0 } = rollingUpdate ?? {};
  if (kind === 'StatefulSet' && replicas > 0 && partition >= replicas) {
    return `its partition (spec.updateStrategy.rollingUpdate.partition: ${partition}) holds all of its ${replicas} pods at the older template. Lower it, then restart it`;
  }
  return undefined;
}
