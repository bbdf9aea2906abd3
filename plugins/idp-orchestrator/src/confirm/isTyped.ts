import type { Environment } from '../services/environment/readEnvironments';

/** Whether an environment's name was typed where it has to be: the one rule for every action. */
export function isTyped(environment: Environment, typed: string): boolean {
  return !environment.typedConfirmation || typed.trim() === environment.name;
}
