import { auditReadPermission } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Call } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

/** Lets those through who may read the audit record. */
export function permitReading(
  { gate }: OperationParts,
  { caller }: Pick<Call<unknown>, 'caller'>,
): Promise<void> {
  return gate.require(caller, auditReadPermission);
}
