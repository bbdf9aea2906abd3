/**
 * Freezes and maintenance windows: those of the configuration, and those that
 * calls make. What they mean for a change is judged in `gate/`.
 */
export { describeWindow } from './describeWindow';
export { toWindowRule } from './toWindowRule';
export { Windows, type KnownWindow } from './Windows';
