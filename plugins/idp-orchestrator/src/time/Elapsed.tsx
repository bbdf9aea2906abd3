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
  return <>{formatElapsed(from, to ? Date.parse(to) : now)}</>;
}

/** Whole seconds while it runs: milliseconds that jump are noise. */
function formatElapsed(from: string, until: number): string {
  const ms = Math.max(0, until - Date.parse(from));
  return formatDuration(ms < 1_000 ? ms : Math.floor(ms / 1_000) * 1_000);
}
