/**
 * The one place that judges whether a change may happen now. Windows are its
 * rules; a start, a plan and each step that changes something ask it.
 */
export { createStepGate, changeOf, isUnderWay } from './createStepGate';
export { describeReason, describeReasons } from './describeReason';
export { findOpening, isWithin, judgeChange } from './judgeChange';
export type { Change, Reason, Verdict } from './judgeChange';
export type { WindowRule, WindowScope } from './WindowRule';
