import { InputError } from '@backstage/errors';
import type { PodSettings } from '../../bridge';
import type { ScriptAction } from '../../bridge/catalog/ScriptEntry';

/** The settings of a pod, as an environment has them. */
export type EnvironmentPod = Omit<PodSettings, 'path'>;

/** The settings of the pod of an attempt, with all that is inherited. */
export interface ResolvedPod extends PodSettings {
  image: string;
}

/**
 * Finds the pod that an action runs in; undefined when it runs on the host of
 * the backend. What the script catalog says stands over what the environment
 * says, field by field.
 *
 * @throws InputError when nobody says which image
 */
export function resolvePod(
  { script, action }: { script: string; action: ScriptAction },
  environment: { name: string; pod?: EnvironmentPod },
): ResolvedPod | undefined {
  const { pod } = action;
  if (pod === false || (pod ?? environment.pod) === undefined) return undefined;
  const { image, ...settings } = { ...environment.pod, ...pod };
  if (image !== undefined) return { ...settings, image };
  throw new InputError(
    `${script} ${action.name} is to run in a pod, and nobody says of which image: set runsOn.pod.image in the script catalog, or idpOrchestrator.environments.${environment.name}.runsOn.pod.image`,
  );
}
