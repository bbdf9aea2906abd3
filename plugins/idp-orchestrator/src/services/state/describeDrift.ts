import {
  titleOfInitiator,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { formatClock } from '../../time/formatClock';
import type { Translate } from '../../translation';

/** How a service is not as people left it, in a sentence; nothing where it is. */
export function describeDrift(
  { drift, title, wanted }: ServiceHealth,
  { now, language }: { now: number; language?: string },
  t: Translate,
): string | undefined {
  if (!drift || !wanted) return undefined;
  const clock = (at: string) => formatClock(at, now, language);
  return drift === 'runs'
    ? t('services.drift.runs', {
        service: title,
        by: titleOfInitiator(wanted.by),
        time: clock(wanted.since),
      })
    : t('services.drift.overdue', {
        service: title,
        time: clock(wanted.until ?? wanted.since),
      });
}
