import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';
import { authFactory } from '../authFactory';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../testOrchestrator';
import { createPolicyModule, RoleBoard } from './RoleBoard';

export interface GuardedOrchestrator extends TestOrchestrator {
  roles: RoleBoard;
  /** The client of a user, who may what their role allows. */
  as(user: string): OrchestratorClient;
  fetchAs(user: string, path: string, init?: RequestInit): Promise<Response>;
  /** The header by which a user is known. */
  tokenOf(user: string): string;
}

/** The plugin behind Backstage's real permission backend, with roles that a test changes. */
export async function startGuarded(
  options: Parameters<typeof startTestOrchestrator>[0],
  roles = new RoleBoard(),
): Promise<GuardedOrchestrator> {
  roles.give('mock');
  const idp = await startTestOrchestrator({
    ...options,
    root: {
      backend: { baseUrl: 'http://localhost' },
      permission: { enabled: true },
      ...options.root,
    },
    features: [
      permissionBackend,
      createPolicyModule(roles),
      authFactory,
      httpAuthServiceFactory,
      mockServices.permissions.factory(),
      ...(options.features ?? []),
    ],
  });
  const fetchAs: GuardedOrchestrator['fetchAs'] = (user, path, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', tokenOf(user));
    if (init?.body) headers.set('content-type', 'application/json');
    return fetch(`${idp.url}${path}`, { ...init, headers });
  };
  return {
    ...idp,
    roles,
    fetchAs,
    tokenOf,
    as: user =>
      new OrchestratorClient({
        discoveryApi: { getBaseUrl: async () => idp.url },
        fetchApi: {
          fetch: (target, init) =>
            fetchAs(user, String(target).slice(idp.url.length), init),
        },
      }),
  };
}

function tokenOf(user: string): string {
  return `Bearer ${mockCredentials.user.token(`user:default/${user}`)}`;
}
