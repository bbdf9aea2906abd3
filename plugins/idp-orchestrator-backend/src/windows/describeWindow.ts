import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Interval } from '../calendar';
import type { KnownWindow } from './KnownWindow';

/** Shows a window with whether it lasts at a time (ms since 1970), and when it does next. */
export function describeWindow(
  { definition, rule }: KnownWindow,
  now: number,
): ChangeWindow {
  const current = rule.periods.at(now);
  const next = rule.periods.nextAfter(current?.to ?? now);
  return {
    ...definition,
    ...(current && { current: toSpan(current) }),
    ...(next && { next: toSpan(next) }),
  };
}

function toSpan({ from, to }: Interval): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
