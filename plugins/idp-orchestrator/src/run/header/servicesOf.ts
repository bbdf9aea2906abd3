import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The flow of all operations on services; as in `-common`, whose module brings its schemas into the page. */
const PLATFORM_OPERATIONS = 'platform-operations';

/** So many are named; of an operation on all of them its plan tells. */
const MOST = 10;

/** The services that a run touched, and those that a run of platform operations was asked to operate. */
export function servicesOf({
  flowId,
  input,
  steps,
}: Pick<Run, 'flowId' | 'input' | 'steps'>): string[] {
  const asked =
    flowId === PLATFORM_OPERATIONS && Array.isArray(input.services)
      ? input.services.filter(
          (name): name is string => typeof name === 'string',
        )
      : [];
  const touched = steps.flatMap(step =>
    (step.touched ?? []).map(({ service }) => service),
  );
  return [...new Set([...asked, ...touched])].slice(0, MOST);
}
