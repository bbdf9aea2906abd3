import { NotFoundError } from '@backstage/errors';
import type { ClusterObjectRef } from '../../ports';
import type { ClusterObjects } from './ClusterObjects';

export interface DeleteRules {
  objects: ClusterObjects;
  propagation: 'Foreground' | 'Background' | 'Orphan';
  dryRun: boolean;
  signal: AbortSignal;
}

/** Deletes an object; returns false when it was not there. */
export async function deleteObject(
  ref: ClusterObjectRef,
  { objects, propagation, dryRun, signal }: DeleteRules,
): Promise<boolean> {
  const { path } = await objects.place(ref, signal);
  try {
    await objects.connection.ask(
      {
        method: 'DELETE',
        path,
        query: {
          propagationPolicy: propagation,
          ...(dryRun && { dryRun: 'All' }),
        },
      },
      signal,
    );
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
