import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { permitReading } from './permitReading';

/** Lists who did what, newest first. */
export const listAudit = defineOperation(CONTRACTS.listAudit, {
  audit: { records: 'refusals', action: 'audit.read' },
  permit: permitReading,
  run: ({ auditStore }, { input: { limit, cursor, ...filter } }) =>
    auditStore.list(filter, { limit, cursor }),
});
