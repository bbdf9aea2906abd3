import type { RunFact } from './RunEvent';

/** Each type of a fact; without the schemas, so that a page which folds facts need not load these. */
const KNOWN_TYPES: Record<RunFact['type'], true> = {
  'run.created': true,
  'run.started': true,
  'run.resumed': true,
  'run.cancelRequested': true,
  'run.paused': true,
  'run.unpaused': true,
  'run.retried': true,
  'run.dismissed': true,
  'run.timedOut': true,
  'run.windowOverridden': true,
  'run.stalled': true,
  'run.finished': true,
  'step.started': true,
  'step.adopted': true,
  'step.progressed': true,
  'step.annotated': true,
  'step.touched': true,
  'step.retryScheduled': true,
  'step.waiting': true,
  'step.held': true,
  'step.answered': true,
  'step.expanded': true,
  'step.skipped': true,
  'step.finished': true,
};

/** Tells whether this version knows facts of the type; a newer one may write others. */
export function isKnownFact({ type }: { type: string }): boolean {
  return Object.hasOwn(KNOWN_TYPES, type);
}
