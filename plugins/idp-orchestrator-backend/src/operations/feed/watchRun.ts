import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bindAnswer } from '../bind';

export const watchRun = bindAnswer(CONTRACTS.watchRun, 'feed');
