import type {
  Run,
  RunStep,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What a step waits for that a window holds. */
export type StepHold = Pick<WaitingFor, 'text' | 'until' | 'windows'>;

/** Says which steps have to wait, although nothing in their run keeps them from starting. */
export interface StepGate {
  /**
   * Tells what a step that would start now (ms since 1970) has to wait for;
   * undefined when it may start. Pure for as long as no window changes.
   */
  holdOf(run: Run, step: RunStep, now: number): StepHold | undefined;
  /** Calls whenever a window was made or ended, until the function that it returns is called. */
  onChange(listener: () => void): () => void;
}
