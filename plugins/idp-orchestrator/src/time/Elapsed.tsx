import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useNow } from './useNow';

interface ElapsedProps {
  from?: string;
  to?: string;
}

/** How long something took, or has been taking until now. */
export function Elapsed({ from, to }: ElapsedProps) {
  const now = useNow(from !== undefined && to === undefined);
  if (!from) return null;
  const start = Date.parse(from);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {to ? formatDuration(Date.parse(to) - start) : formatSeconds(now - start)}
    </span>
  );
}

/** Whole seconds, at least one: milliseconds that jump are noise, and two clocks may differ. */
function formatSeconds(ms: number): string {
  return formatDuration(Math.max(1, Math.floor(ms / 1_000)) * 1_000);
}
