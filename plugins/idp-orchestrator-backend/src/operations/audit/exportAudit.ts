import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bindAnswer } from '../bind';

export const exportAudit = bindAnswer(CONTRACTS.exportAudit, 'audit-export');
