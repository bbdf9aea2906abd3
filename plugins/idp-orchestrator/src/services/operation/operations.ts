import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../../translation';

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
