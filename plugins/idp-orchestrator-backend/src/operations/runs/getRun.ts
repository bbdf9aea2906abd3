import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getRun = bind(CONTRACTS.getRun, {
  run: ({ orchestrator }, { caller, params }) =>
    orchestrator.getRun(caller, params.runId),
});
