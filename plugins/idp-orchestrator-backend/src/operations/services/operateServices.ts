import {
  CONTRACTS,
  PLATFORM_OPERATIONS,
  toOperationRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const operateServices = bind(CONTRACTS.operateServices, {
  run: ({ orchestrator }, { caller, body }) =>
    orchestrator.startRun(caller, PLATFORM_OPERATIONS, toOperationRun(body)),
});
