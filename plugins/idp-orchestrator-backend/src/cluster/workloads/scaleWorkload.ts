import { ConflictError, InputError } from '@backstage/errors';
import type { WorkloadRef } from '../../ports';
import { FIELD_MANAGER } from '../connection/applyConflict';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { KEPT_REPLICAS } from './annotations';
import { countReplicas } from './countReplicas';
import { workloadPath, type WorkloadObject } from './WorkloadObject';

export interface ChangeRules {
  connection: ClusterConnection;
  signal: AbortSignal;
  /** True when everything but the change itself is done. */
  dryRun?: boolean;
}

export type ScaleGoal = 'start' | 'stop' | number;

/** The number of tries when somebody else changes it at the same moment. */
const TRIES = 5;

/**
 * Scales a workload in one patch with what is kept about it, so that no crash
 * comes between. Returns how many replicas are wanted now.
 */
export async function scaleWorkload(
  at: WorkloadRef,
  to: ScaleGoal,
  { connection, signal, dryRun }: ChangeRules,
): Promise<number> {
  // It is always started.
  if (at.kind === 'DaemonSet' && to !== 'start') {
    throw new InputError(
      `DaemonSet ${at.namespace}/${at.name} cannot be scaled: it has one pod on each node that it chooses. Restart it, or take it off its nodes by a node selector.`,
    );
  }
  const path = workloadPath(at);
  for (let tries = 1; ; tries += 1) {
    const { content } = await connection.ask<WorkloadObject>(
      { method: 'GET', path },
      signal,
    );
    const { wanted } = countReplicas(at.kind, content);
    const change =
      at.kind === 'DaemonSet' ? undefined : decideScale(content, wanted, to);
    if (!change) return wanted;
    try {
      await connection.ask(
        {
          method: 'PATCH',
          path,
          query: changeQuery(dryRun),
          body: { type: 'application/merge-patch+json', content: change },
        },
        signal,
      );
      return change.spec.replicas;
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === TRIES) throw error;
    }
  }
}

interface ScalePatch {
  metadata: {
    resourceVersion?: string;
    annotations: Record<string, string | null>;
  };
  spec: { replicas: number };
}

/** Decides the patch that scales a workload; undefined when it is as it is wanted. */
function decideScale(
  { metadata }: WorkloadObject,
  now: number,
  to: ScaleGoal,
): ScalePatch | undefined {
  const kept = metadata.annotations?.[KEPT_REPLICAS];
  const replicas = to === 'stop' ? 0 : to;
  const patch = (count: number, keep: string | null): ScalePatch => ({
    metadata: {
      // Refused when it was changed since it was read.
      resourceVersion: metadata.resourceVersion,
      annotations: { [KEPT_REPLICAS]: keep },
    },
    spec: { replicas: count },
  });
  if (replicas === 'start') {
    return now > 0 ? undefined : patch(Number(kept) || 1, null);
  }
  if (replicas === now) return undefined;
  return patch(replicas, replicas === 0 ? String(now) : null);
}

/** Makes the query of a change: who asks for it, and whether it is made. */
export function changeQuery(dryRun = false) {
  return {
    fieldManager: FIELD_MANAGER,
    ...(dryRun && { dryRun: 'All' }),
  };
}
