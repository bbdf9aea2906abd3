import type { RunSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

const WELL: ReadonlySet<RunSummary['status']> = new Set([
  'succeeded',
  'succeeded-with-warnings',
]);

/** How many went well, of those that went well or failed; who cancels has not failed. */
export function countEndings(runs: RunSummary[]): {
  well: number;
  ended: number;
} {
  const well = runs.filter(({ status }) => WELL.has(status)).length;
  const failed = runs.filter(({ status }) => status === 'failed').length;
  return { well, ended: well + failed };
}
