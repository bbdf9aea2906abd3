import type {
  Annotation,
  ApprovalRule,
  OutputGap,
  PlannedStep,
  Progress,
  RunError,
  ServiceTouch,
  Usage,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';

/**
 * Something that a step does to a service of its run's environment.
 *
 * @public
 */
export interface SaidTouch extends ServiceTouch {
  /** What is wanted of the service from here on; nothing new when absent. */
  wanted?: 'running' | 'stopped';
  /** ISO 8601 in UTC: until when it is meant to be stopped; for ever when absent. */
  until?: string;
  /** It is so already, and is left alone. */
  nothingToDo?: true;
}

/**
 * A piece of what a step says while it works; stored before the promise resolves.
 *
 * @public
 */
export interface StepSaid {
  lines?: string[];
  annotations?: Annotation[];
  progress?: Progress;
  /** What it does to services, told before it does it. */
  touched?: SaidTouch[];
}

/**
 * The attempt that a step type is asked to do.
 *
 * @public
 */
export interface StepContext {
  readonly runId: string;
  readonly stepId: string;
  /** The number of the attempt, from 1. */
  readonly attempt: number;
  readonly environment: string;
  /** The flow's limit for this attempt in ms, if it has one. */
  readonly timeoutMs?: number;
  /**
   * Aborts when the attempt must end: its `reason` is `cancel` (undo nothing,
   * stop everything) or `hand-over` (leave things as they are, another worker
   * goes on).
   */
  readonly signal: AbortSignal;
  say(said: StepSaid): Promise<void>;
}

/**
 * The result of an attempt. Throw instead for what is not expected. `endedAt`
 * (ISO 8601) tells when its work ended, where that was noticed later;
 * `waitedMs` how much of it was waiting by something that it started, which is
 * no time of work.
 *
 * @public
 */
export type StepOutcome =
  | {
      status: 'succeeded' | 'warning';
      output?: unknown;
      outputGaps?: OutputGap[];
      summary?: string;
      error?: RunError;
      usage?: Usage;
      endedAt?: string;
      waitedMs?: number;
    }
  | {
      status: 'failed' | 'timed-out';
      error: RunError;
      output?: unknown;
      outputGaps?: OutputGap[];
      summary?: string;
      usage?: Usage;
      endedAt?: string;
      waitedMs?: number;
    }
  | { status: 'cancelled'; error?: RunError; usage?: Usage; endedAt?: string }
  /** The attempt waits, without a worker: until a time (`timer`), or for people (`approval`). */
  | {
      status: 'waiting';
      waitingFor: Pick<WaitingFor, 'text' | 'until'> & {
        kind: 'timer' | 'approval';
      };
      approval?: ApprovalRule;
    }
  /** It cannot be known how the attempt ended; `onLost` of the step decides. */
  | { status: 'lost'; error: RunError; endedAt?: string };

/**
 * The place in a run for which a plan is made.
 *
 * @public
 */
export interface PlanContext {
  readonly environment: string;
  /** True when the world may be looked at to answer; it must never be changed. */
  readonly ask?: boolean;
}

/**
 * The effect that an attempt would have, told without having it.
 *
 * @public
 */
export type StepEffect = Pick<
  PlannedStep,
  | 'effect'
  | 'text'
  | 'failure'
  | 'command'
  | 'answer'
  | 'lines'
  | 'parts'
  | 'totals'
>;

/**
 * Whether an attempt that a dead worker began is found by whoever comes next,
 * instead of being started anew. `on-its-host`: it is found only from the host on
 * which it was begun.
 *
 * @public
 */
export type Resumable = boolean | 'on-its-host';

/**
 * A kind of step: its name, its input, and what it does. Made with {@link defineStepType}.
 *
 * @public
 */
export interface StepType<I = unknown, C extends StepContext = StepContext> {
  /** The name that flows write in `uses`. */
  readonly uses: string;
  /** Checks `with` after its expressions were evaluated. */
  readonly inputSchema: z.ZodType<I>;
  /**
   * Says whether `run` may be called again for an attempt that was begun before;
   * a function where that is known of each attempt only.
   */
  readonly resumable:
    Resumable | ((input: I, context: C) => Promise<Resumable>);
  run(input: I, context: C): Promise<StepOutcome>;
  plan(input: I, context: PlanContext): Promise<StepEffect>;
}

/**
 * A failure that no retry can mend.
 *
 * @public
 */
export class FatalStepError extends Error {
  override name = 'FatalStepError';
}

/**
 * Defines a step type. Checks nothing at run time: gives the input's type to `run` and `plan`.
 *
 * @public
 */
export function defineStepType<I, C extends StepContext = StepContext>(
  stepType: StepType<I, C>,
): StepType<I, C> {
  return stepType;
}
