import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const startTask = bind(CONTRACTS.startTask, {
  run: ({ orchestrator }, { caller, body }) =>
    orchestrator.startTask(caller, body),
});
