import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeHealth, isGone } from './OperatedService';
import type { ServiceInput } from './serviceInput';

export type Act = Exclude<ServiceInput['act'], 'look'>;

export const DONE = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
} as const;

/** Describes what an act on a service comes to, as the service is now. */
export function describeAct(
  { title, act, again = false }: { title: string; act: Act; again?: boolean },
  health: ServiceHealth,
): { nothingToDo: boolean; text: string } {
  if (again) {
    const text = `Would ${act} ${title} again, when it was stopped.`;
    return { nothingToDo: false, text };
  }
  if (isDone(act, health)) {
    const state = isGone(health) ? 'stopped' : health.status;
    const text = `${title}: nothing to do, it is ${state} already.`;
    return { nothingToDo: true, text };
  }
  const text = `Would ${act} ${title}; it is ${describeHealth(health)}.`;
  return { nothingToDo: false, text };
}

/** Tells whether an act has nothing to do; a restart always has something to do. */
export function isDone(act: Act, health: ServiceHealth): boolean {
  if (act === 'start') return health.status === 'healthy';
  return act === 'stop' && isGone(health);
}
