import type {
  StepContext,
  StepType,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type { ScriptFollower } from '../ports';

/** What the engine gives to its own step types beyond the public context. */
export interface EngineStepContext extends StepContext {
  /** Stores what a script says, and knows how much of it is stored. */
  readonly follower: ScriptFollower;
  /** A worker that is gone began this attempt. */
  readonly resumed: boolean;
}

/** Any step type, its input checked by its own schema. */
export type AnyStepType = StepType<unknown, EngineStepContext>;
