import path from 'node:path';
import { z } from 'zod';
import type { ClusterAccess } from '../../cluster';
import { booleanSchema, textSchema } from '../values';

const EITHER = 'either kubeconfig (a file) or inCluster: true';

/** The way in which the cluster of an environment is reached. */
export const clusterAccessSchema = z
  .strictObject(
    {
      kubeconfig: textSchema.optional(),
      context: textSchema.optional(),
      inCluster: booleanSchema.default(false),
    },
    EITHER,
  )
  .refine(
    ({ kubeconfig, inCluster }) => (kubeconfig !== undefined) !== inCluster,
    EITHER,
  )
  .transform(({ kubeconfig, context }): ClusterAccess => {
    if (kubeconfig === undefined) return { inCluster: true };
    const file = path.resolve(kubeconfig);
    return context === undefined
      ? { kubeconfig: file }
      : { kubeconfig: file, context };
  });
