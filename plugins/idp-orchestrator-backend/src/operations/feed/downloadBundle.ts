import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineAnswer } from '../defineOperation';

export const downloadBundle = defineAnswer(CONTRACTS.downloadBundle, 'bundle');
