import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';

/** A client of the orchestrator that asks as the search's own backend. */
export function connect({
  auth,
  discovery,
}: {
  auth: AuthService;
  discovery: DiscoveryService;
}): OrchestratorClient {
  return new OrchestratorClient({
    discoveryApi: discovery,
    fetchApi: {
      fetch: async (url, init) => {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await auth.getOwnServiceCredentials(),
          targetPluginId: 'idp-orchestrator',
        });
        const headers = new Headers(init?.headers);
        headers.set('authorization', `Bearer ${token}`);
        return fetch(url, { ...init, headers });
      },
    },
  });
}
