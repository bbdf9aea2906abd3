import type { Clock, Cluster } from '../ports';
import type { EnvironmentClusters } from './connectEnvironments';
import { applyManifest } from './objects/applyManifest';
import { deleteObject } from './objects/deleteObject';
import { parseManifest, refWithLabels } from './objects/parseManifest';
import { waitForField } from './objects/waitForField';
import { waitForCondition, waitUntilGone } from './objects/waitForObject';
import { requireRights } from './objects/requireRights';

type ObjectActs = Pick<
  Cluster,
  | 'requireRights'
  | 'readManifest'
  | 'apply'
  | 'waitForCondition'
  | 'waitForField'
  | 'delete'
  | 'waitUntilGone'
>;

/** Makes what is done to objects of any kind, and how they are waited for. */
export function objectActs(
  { objectsOf }: Pick<EnvironmentClusters, 'objectsOf'>,
  waiting: { clock: Clock; firstAnswerMs: number },
): ObjectActs {
  // What only plans says at once that the cluster is away.
  const acting = (environment: string, dryRun?: boolean) =>
    objectsOf(environment, { isPatient: !dryRun });
  const waitingIn = (environment: string) => ({
    ...waiting,
    objects: acting(environment),
    connection: objectsOf(environment).connection,
  });
  return {
    requireRights: async (environment, needs, signal) => {
      const objects = objectsOf(environment);
      await requireRights(needs, { objects, signal });
    },
    readManifest: yaml => parseManifest(yaml).map(refWithLabels),
    apply: async ({ environment, yaml, ...rules }, signal) => {
      const objects = acting(environment, rules.dryRun);
      const { clock } = waiting;
      return applyManifest(yaml, { ...rules, objects, clock, signal });
    },
    waitForCondition: async ({ environment, ...at }, watch) =>
      waitForCondition(at, { ...watch, ...waitingIn(environment) }),
    waitForField: async ({ environment, ...at }, watch) =>
      waitForField(at, { ...watch, ...waitingIn(environment) }),
    delete: async ({ environment, propagation, dryRun, ...ref }, signal) => {
      const objects = acting(environment, dryRun);
      return deleteObject(ref, { objects, propagation, dryRun, signal });
    },
    waitUntilGone: async ({ environment, ...ref }, watch) =>
      waitUntilGone(ref, { ...watch, ...waitingIn(environment) }),
  };
}
