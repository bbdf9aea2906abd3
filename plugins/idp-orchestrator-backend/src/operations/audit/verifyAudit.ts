import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { permitReading } from './permitReading';

/** Tells whether the record is as it was written. */
export const verifyAudit = defineOperation(CONTRACTS.verifyAudit, {
  audit: { records: 'refusals', action: 'audit.read' },
  permit: permitReading,
  run: ({ auditSealer }) => auditSealer.verify(),
});
