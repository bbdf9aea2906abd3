import type { Contract } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The contracts in an order of their own, whatever that of the modules is: by path, GET first. */
export function listContracts(contracts: Record<string, Contract>): Contract[] {
  return Object.values(contracts).sort(
    (one, other) =>
      compare(one.path, other.path) || compare(one.method, other.method),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
