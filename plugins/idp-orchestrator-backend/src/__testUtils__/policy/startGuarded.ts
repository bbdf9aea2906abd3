import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';
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

/** A request of a plugin on behalf of somebody. */
const ON_BEHALF = 'mock-service-token:';

/**
 * The tests' tokens, except that a request on behalf of a user names the
 * plugin that sends it, as real ones do: the permission backend answers with
 * conditions only then.
 */
const authFactory = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const auth = mockServices.auth({
      pluginId: plugin.getId(),
      disableDefaultAuthPolicy: false,
    });
    const authenticate = auth.authenticate.bind(auth);
    return Object.assign(auth, {
      authenticate: async (...given: Parameters<typeof authenticate>) => {
        const [token] = given;
        const credentials = await authenticate(...given);
        if (!token.startsWith(ON_BEHALF)) return credentials;
        const { obo } = JSON.parse(token.slice(ON_BEHALF.length));
        const actor = { subject: 'plugin:idp-orchestrator' };
        return obo ? mockCredentials.user(obo, { actor }) : credentials;
      },
    });
  },
});
