import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineAnswer } from '../defineOperation';

export const getDocument = defineAnswer(CONTRACTS.getDocument, 'document');
