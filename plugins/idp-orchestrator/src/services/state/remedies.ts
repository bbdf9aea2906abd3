import type {
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  createPendingOperation,
  whyNotOperate,
  type Change,
  type PendingOperation,
} from '../operation/operations';
import type { Translate } from '../../translation';
import { isAway } from './shownState';
import type { Judgement } from './judgeServices';

/** What helps, and what the button that does it says. */
export interface Remedy {
  label: string;
  operation: PendingOperation;
}

/** What helps against all that is the matter at once; nothing where there is no such thing, or this reader may not. */
export function findRemedy(
  { causes, consequences }: Judgement,
  services: ServiceState[],
  t: Translate,
): Remedy | undefined {
  if (causes.length === 1) return findRemedyOf(causes[0], services, t);
  const down = [...causes, ...consequences].filter(
    ({ status }) => status === 'down',
  );
  const meant = operable(down, services, t);
  return meant.length > 1
    ? {
        label: t('overview.startAll'),
        operation: createPendingOperation('start', meant, t),
      }
    : undefined;
}

/** What helps one service: a start of what does not run, a restart of what does. */
export function findRemedyOf(
  health: ServiceHealth,
  services: ServiceState[],
  t: Translate,
): Remedy | undefined {
  const meant = operable([health], services, t);
  if (meant.length === 0) return undefined;
  const operation: Change =
    health.status === 'down' && isAway(health) ? 'start' : 'restart';
  return {
    label: t('operation.actOf', {
      act: t(`operation.act.${operation}`),
      service: health.title,
    }),
    operation: createPendingOperation(operation, meant, t),
  };
}

function operable(
  healths: ServiceHealth[],
  services: ServiceState[],
  t: Translate,
): ServiceState[] {
  const names = new Set(healths.map(({ name }) => name));
  return services.filter(
    service => names.has(service.name) && whyNotOperate([service], t) === '',
  );
}
