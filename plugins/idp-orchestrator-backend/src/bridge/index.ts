export {
  createScriptBridge,
  type CatalogedScriptBridge,
} from './createScriptBridge';
export { identifySpool } from './supervisor/identifySpool';
export { createMask } from './output/createMask';
export type { ScriptBridgeOptions, ScriptEnvironment } from './bridgeOptions';
