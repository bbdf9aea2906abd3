import type { OperationPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
import { isTyped } from '../../confirm/isTyped';
import type { Environment } from '../environment/readEnvironments';

interface Said {
  /** Absent until it was told. */
  plan?: OperationPlan;
  environment: Environment;
  force: boolean;
  reason: string;
  /** What was typed for the environment's name. */
  typed: string;
}

/** Whether enough was said for an operation to be started, and what is wanted. */
export function decideStart(said: Said): {
  mayStart: boolean;
  wantsReason: boolean;
} {
  const { plan, environment, force, reason, typed } = said;
  const wantsReason = force || environment.typedConfirmation;
  const mayStart =
    plan !== undefined &&
    plan.refusal === undefined &&
    !isNothingToDo(plan) &&
    (!wantsReason || reason.trim() !== '') &&
    isTyped(environment, typed);
  return { mayStart, wantsReason };
}

/** Whether everything is as it should be already. */
export function isNothingToDo(plan: OperationPlan): boolean {
  return plan.waves.every(wave =>
    wave.services.every(({ nothingToDo }) => nothingToDo),
  );
}
