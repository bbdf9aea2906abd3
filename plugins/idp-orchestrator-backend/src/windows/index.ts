/**
 * Freezes and maintenance windows: those of the configuration, those of files, and
 * those that calls make. What they mean for a change is judged in `gate/`.
 */
export { chooseWindows } from './chooseWindows';
export { describeWindow } from './describeWindow';
export { FileWindows } from './FileWindows';
export { toWindowRule } from './toWindowRule';
export type { KnownWindow } from './KnownWindow';
export { Windows } from './Windows';
