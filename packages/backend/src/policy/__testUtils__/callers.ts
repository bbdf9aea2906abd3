import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/** Who calls in the tests; each has a role of its own, or none. */
export const TOKENS = {
  anonymous: undefined,
  nobody: mockCredentials.user.token('user:default/nobody'),
  viewer: mockCredentials.user.token('user:default/viewer'),
  operator: mockCredentials.user.token('user:default/operator'),
  agent: mockCredentials.user.token('user:default/agent'),
  admin: mockCredentials.user.token('user:default/admin'),
  service: mockCredentials.service.token(),
  reader: 'token-of-a-service-that-only-reads',
} as const;

export type CallerName = keyof typeof TOKENS;

/** A request of a plugin on behalf of somebody. */
const ON_BEHALF = 'mock-service-token:';

/**
 * The tests' tokens, except that a request on behalf of a user names the
 * plugin that sends it, as real ones do: the permission backend answers with
 * conditions only then. And there is a service that only reads.
 */
export const authFactory = createServiceFactory({
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
        if (token === TOKENS.reader) {
          return mockCredentials.service('external:reader', {
            permissionAttributes: { action: ['read'] },
          });
        }
        const credentials = await authenticate(...given);
        if (!token.startsWith(ON_BEHALF)) return credentials;
        const { obo } = JSON.parse(token.slice(ON_BEHALF.length));
        const actor = { subject: 'plugin:idp-orchestrator' };
        return obo ? mockCredentials.user(obo, { actor }) : credentials;
      },
    });
  },
});
