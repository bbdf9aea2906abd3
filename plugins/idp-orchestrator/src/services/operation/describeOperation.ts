import type { OperationPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../../translation';
import type { Change } from './operations';

/** So many are named; of more it is said how many. */
const NAMED = 5;

/** `Restarts Grafana. 2 others will notice: Alertmanager, Backstage.` */
export function describeOperation(
  plan: OperationPlan,
  { operation, what }: { operation: Change; what: string },
  t: Translate,
): string {
  const touched = plan.blastRadius.map(({ title }) => title);
  return [
    t(`operation.does.${operation}`, { what }),
    touched.length > 0
      ? t('operation.notice', {
          count: touched.length,
          services:
            touched.slice(0, NAMED).join(', ') +
            (touched.length > NAMED ? ' …' : ''),
        })
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}
