import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bindAnswer } from '../bind';

export const watchHealth = bindAnswer(CONTRACTS.watchHealth, 'health-stream');
