import type {
  PlanContext,
  StepContext,
  StepType,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type { PlanView, ScriptFollower } from '../ports';

/** What the engine gives to its own step types beyond the public context. */
export interface EngineStepContext extends StepContext {
  /** Stores what a script says, and knows how much of it is stored. */
  readonly follower: ScriptFollower;
  /** A worker that is gone began this attempt. */
  readonly resumed: boolean;
  /** What was typed into secret fields of the run, which nobody may see. */
  readonly secrets: readonly string[];
}

/** What the engine gives to its own step types, beyond the public context, when they plan. */
export interface EnginePlanContext extends PlanContext {
  /** Absent when a step is planned by itself: it looks at what there is itself. */
  readonly look?: PlanView;
  /** What was typed into secret fields, which nobody may see; nothing when absent. */
  readonly secrets?: readonly string[];
}

/** Any step type, its input checked by its own schema. */
export type AnyStepType = StepType<unknown, EngineStepContext>;
