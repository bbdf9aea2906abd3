import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

/** A request to run a flow in an environment: some flows have it among their input. */
export function withEnvironment(
  { input }: Pick<FlowSummary, 'input'>,
  environment?: string,
): { input: Record<string, unknown>; environment?: string } {
  const { properties = {} } = input as { properties?: object };
  return 'environment' in properties
    ? { input: environment ? { environment } : {} }
    : { input: {}, environment };
}
