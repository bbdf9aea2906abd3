export { createPlaceCheck } from './createPlaceCheck';
export { createPodBridge, type PodBridgeOptions } from './createPodBridge';
export type { EnvironmentPod } from './settings/resolvePod';
