import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { PlatformView } from '../../access/resolve/PlatformView';
import type { Caller } from '../../access/Caller';
import type { OperationParts } from '../OperationParts';

/**
 * Adds to a flow whether and where the caller may start it with the defaults of
 * its input, and if not why.
 */
export async function withAllowedStarts(
  parts: Pick<OperationParts, 'environments' | 'resolveFlow' | 'authorizer'>,
  caller: Caller,
  { flow, view }: { flow: FlowSummary; view: PlatformView },
): Promise<FlowSummary> {
  const { known, fallback } = parts.environments;
  const refusals = new Map<string, string | undefined>();
  for (const environment of known) {
    const start = await parts.resolveFlow.withDefaults(
      view,
      flow.id,
      environment,
    );
    const refusal = start && (await parts.authorizer.refusalOf(caller, start));
    refusals.set(environment, refusal?.message);
  }
  const mayRunIn = known.filter(name => refusals.get(name) === undefined);
  const notAllowedReason = refusals.get(fallback);
  if (notAllowedReason === undefined) return { ...flow, mayRunIn };
  return { ...flow, mayRun: false, notAllowedReason, mayRunIn };
}
