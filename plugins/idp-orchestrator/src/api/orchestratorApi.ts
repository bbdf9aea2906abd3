import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What the pages ask of the backend: the client's methods but for those of agents, so that a recording can stand in. */
export type OrchestratorApi = Omit<OrchestratorClient, 'callTool'>;

export const orchestratorApiRef = createApiRef<OrchestratorApi>({
  id: 'plugin.idp-orchestrator.service',
});

export const orchestratorApiFactory = createApiFactory({
  api: orchestratorApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ discoveryApi, fetchApi }) =>
    new OrchestratorClient({ discoveryApi, fetchApi }),
});
