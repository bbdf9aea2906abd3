import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The flow of all operations on services; as in `-common`, whose module brings its schemas into the page. */
const PLATFORM_OPERATIONS = 'platform-operations';

/** So many are named; of an operation on all of them its plan tells. */
const MOST = 10;

/** The services that a run of platform operations was asked to operate. */
export function servicesOf({
  flowId,
  input,
}: Pick<Run, 'flowId' | 'input'>): string[] {
  if (flowId !== PLATFORM_OPERATIONS || !Array.isArray(input.services)) {
    return [];
  }
  return input.services
    .filter((name): name is string => typeof name === 'string')
    .slice(0, MOST);
}
