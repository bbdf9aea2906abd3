import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { permitReading } from './permitReading';

/** Lists the seals of the record, and the public keys to check them with. */
export const listAuditSeals = defineOperation(CONTRACTS.listAuditSeals, {
  audit: { records: 'refusals', action: 'audit.read' },
  permit: permitReading,
  run: ({ auditSealer }, { input }) => auditSealer.list(input),
});
