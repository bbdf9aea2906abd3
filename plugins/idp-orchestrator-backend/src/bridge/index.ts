export {
  createScriptBridge,
  type CatalogedScriptBridge,
} from './createScriptBridge';
export type { ScriptBridgeOptions, ScriptEnvironment } from './bridgeOptions';
