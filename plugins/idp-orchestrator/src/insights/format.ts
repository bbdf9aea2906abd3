import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';

/** `–` where there is nothing to tell. */
const NOTHING = '–';

/** 0–1 as a percentage; not rounded up to 100 when something failed. */
export function formatRatio(ratio?: number): string {
  if (ratio === undefined) return NOTHING;
  return (Math.floor(ratio * 1_000) / 1_000).toLocaleString(undefined, {
    style: 'percent',
    maximumFractionDigits: 1,
  });
}

export function formatMs(ms?: number): string {
  return ms === undefined ? NOTHING : formatDuration(ms);
}
