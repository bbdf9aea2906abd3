export { prepareAccount } from './prepareAccount';
export { environmentOf, runUnder, type ScriptAccount } from './ScriptAccount';
export { makeWritable, shareAttempt } from './shareFiles';
