import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

const HOP = 'hop:';

/** The token of a service that Backstage's configuration restricts to permissions that read. */
export const READING_SERVICE_TOKEN = 'token-of-a-service-that-only-reads';

/**
 * The tests' tokens, except that a request of one plugin to another tells what
 * real ones do: of a user also the plugin that sends it, without which the
 * permission backend answers with no conditions, and of a service no more than
 * that plugin. And there is a service that may only read.
 */
export const authFactory = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const subject = `plugin:${plugin.getId()}`;
    const auth = mockServices.auth({
      pluginId: plugin.getId(),
      disableDefaultAuthPolicy: false,
    });
    const authenticate = auth.authenticate.bind(auth);
    return Object.assign(auth, {
      authenticate: async (...given: Parameters<typeof authenticate>) => {
        const [token] = given;
        if (token === READING_SERVICE_TOKEN) {
          return mockCredentials.service('external:reader', {
            permissionAttributes: { action: ['read'] },
          });
        }
        if (!token.startsWith(HOP)) return authenticate(...given);
        const hop = JSON.parse(token.slice(HOP.length));
        return hop.user
          ? mockCredentials.user(hop.user, { actor: { subject: hop.subject } })
          : mockCredentials.service(hop.subject);
      },
      async getPluginRequestToken({
        onBehalfOf,
      }: Parameters<typeof auth.getPluginRequestToken>[0]) {
        const { userEntityRef: user } = onBehalfOf.principal as {
          userEntityRef?: string;
        };
        return { token: `${HOP}${JSON.stringify({ subject, user })}` };
      },
    });
  },
});
