import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../../translation';
import { isAway, shownStateOf, type ShownState } from '../state/shownState';

/** The operations that change something. */
export const CHANGES = ['start', 'stop', 'restart'] as const;

export type Change = (typeof CHANGES)[number];

/** What somebody wants to be done; the dialog asks whether, and why. */
export interface PendingOperation {
  operation: Change;
  /** Names. */
  services: string[];
  /** What is operated, in words. */
  what: string;
  environment?: string;
}

const RUNS: readonly Change[] = ['stop', 'restart'];
const AWAY: readonly Change[] = ['start'];
const NONE: readonly Change[] = [];

/** What makes sense in a state; nothing while a run has the service in its hands. */
const BY_STATE: Record<ShownState, readonly Change[]> = {
  healthy: RUNS,
  degraded: RUNS,
  down: AWAY,
  stopped: AWAY,
  unknown: CHANGES,
  starting: NONE,
  stopping: NONE,
  restarting: NONE,
  changing: NONE,
};

/** The operations that fit how a service is now. */
export function listChanges({ health }: ServiceState): readonly Change[] {
  const state = shownStateOf(health);
  return state === 'down' && !isAway(health) ? RUNS : BY_STATE[state];
}

/** Those services that an operation fits. */
export function listFitting(
  operation: Change,
  services: ServiceState[],
): ServiceState[] {
  return services.filter(service => listChanges(service).includes(operation));
}

/** Why this caller cannot operate these services; empty when nothing is in the way. */
export function whyNotOperate(services: ServiceState[], t: Translate): string {
  if (services.length === 0) return t('operation.whyNot.none');
  const forbidden = services.find(({ mayOperate }) => !mayOperate);
  if (forbidden) {
    return (
      forbidden.notAllowedReason ??
      t('operation.whyNot.forbidden', { service: forbidden.title })
    );
  }
  const looked = services.filter(({ control }) => control === 'none');
  return looked.length > 0
    ? t('operation.whyNot.noControl', {
        services: looked.map(({ title }) => title).join(', '),
      })
    : '';
}

export function createPendingOperation(
  operation: Change,
  services: ServiceState[],
  t: Translate,
): PendingOperation {
  const [first] = services;
  return {
    operation,
    services: services.map(({ name }) => name),
    environment: first.environment,
    what:
      services.length === 1
        ? first.title
        : t('operation.many', { count: services.length }),
  };
}
