import type { PlatformProblem } from '@idp/backstage-plugin-idp-orchestrator-common';

/** Tells whether something cannot be run for it; it is so where nobody says otherwise. */
export function isError({ severity }: PlatformProblem): boolean {
  return severity !== 'warning';
}
