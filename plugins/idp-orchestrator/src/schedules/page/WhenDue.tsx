import type { Schedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';

/** As many times of a list are told. */
const TOLD = 3;

/** When it is due, as it was written. */
export function WhenDue({ schedule }: { schedule: Schedule }) {
  const t = useText();
  const { cron, every, from, at = [], timezone } = schedule;
  if (cron !== undefined) {
    const patterns = [cron].flat();
    return t('schedule.cron', {
      cron: (
        <>
          {patterns.map((pattern, index) => (
            <span key={pattern}>
              {index > 0 && ', '}
              <code>{pattern}</code>
            </span>
          ))}
        </>
      ),
      timezone,
    });
  }
  if (every !== undefined) {
    return from
      ? t('schedule.everyFrom', { every, from })
      : t('schedule.every', { every });
  }
  const rest = at.length - TOLD;
  const told = at.slice(0, TOLD).join(', ');
  return (
    <>
      {t('schedule.at', { at: told, timezone })}
      {rest > 0 && ` ${t('schedule.more', { count: rest })}`}
    </>
  );
}
