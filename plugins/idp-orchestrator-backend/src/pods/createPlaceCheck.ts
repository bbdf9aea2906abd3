import type { ScriptBridgeOptions } from '../bridge';
import type { PlaceOptions } from './findPlace';
import { resolvePod } from './settings/resolvePod';

/** Makes what says, by the configuration alone, why there is no place for a pod that an action is to run in. */
export function createPlaceCheck({
  clusters,
  pods,
}: {
  clusters: Pick<PlaceOptions['clusters'], 'unavailableReason'>;
  pods: PlaceOptions['pods'];
}): NonNullable<ScriptBridgeOptions['unplacedReason']> {
  return (asked, name) => {
    try {
      const pod = resolvePod(asked, { name, pod: pods[name] });
      return pod && clusters.unavailableReason(name);
    } catch (error) {
      return (error as Error).message;
    }
  };
}
