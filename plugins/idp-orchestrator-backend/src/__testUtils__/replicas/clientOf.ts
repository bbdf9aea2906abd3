import { mockCredentials } from '@backstage/backend-test-utils';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Replica } from './Replica';

export function addressOf({ port }: Replica): string {
  return `http://localhost:${port}/api/idp-orchestrator`;
}

/** A signed-in user's client of one replica, or of the one that is told at each request. */
export function clientOf(
  replica: Replica | (() => Replica),
): OrchestratorClient {
  const find = typeof replica === 'function' ? replica : () => replica;
  const authorization = mockCredentials.user.header();
  return new OrchestratorClient({
    discoveryApi: { getBaseUrl: async () => addressOf(find()) },
    fetchApi: {
      fetch: (target, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', authorization);
        return fetch(target, { ...init, headers });
      },
    },
  });
}
