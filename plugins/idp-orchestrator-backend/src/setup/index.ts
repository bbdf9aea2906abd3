export { findUnguarded } from './findUnguarded';
export type { FoundProblem } from './FoundProblem';
export { Installation } from './Installation';
