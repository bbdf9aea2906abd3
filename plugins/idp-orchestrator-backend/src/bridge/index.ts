export { prepareAccount, type ScriptAccount } from './account';
export {
  createScriptBridge,
  type CatalogedScriptBridge,
} from './createScriptBridge';
export { identifySpool } from './supervisor/identifySpool';
export { measureSpool } from './supervisor/measureSpool';
export { createMask } from './output/createMask';
export type { ScriptBridgeOptions, ScriptEnvironment } from './bridgeOptions';
export { environmentPodSchema, type PodSettings } from './catalog/runsOnSchema';
