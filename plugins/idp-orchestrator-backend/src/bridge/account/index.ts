export { prepareAccount } from './prepareAccount';
export { environmentOf, runUnder, type ScriptAccount } from './ScriptAccount';
export { makeReadable, shareAttempt } from './shareFiles';
