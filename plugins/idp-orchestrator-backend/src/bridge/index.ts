export {
  createScriptBridge,
  type CatalogedScriptBridge,
} from './createScriptBridge';
export { createMask } from './output/createMask';
export type { ScriptBridgeOptions, ScriptEnvironment } from './bridgeOptions';
