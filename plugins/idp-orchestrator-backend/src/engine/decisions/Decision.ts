import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Ending } from '../execution/runReport';

/** What should happen to a run now, seen from its state alone. */
export interface Decision {
  /** What is over without an attempt: skipped steps, answered questions, time that has passed. */
  settle: RunFact[];
  /** Attempts to start. */
  start: Array<{ stepId: string; attempt: number }>;
  /** Attempts of a worker that is gone, to be taken up again. */
  resume: Array<{ stepId: string; attempt: number }>;
  /** When (ms since 1970) to look again, if nothing else happens before. */
  wakeAt?: number;
  /** Every step is over: how the run ended. */
  finish?: Ending;
}

/** The earlier of the time to wake and another one. */
export function wakeBy(decision: Decision, at: number): void {
  decision.wakeAt = Math.min(at, decision.wakeAt ?? Infinity);
}
