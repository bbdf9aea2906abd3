import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import searchPlugin from '@backstage/plugin-search-backend';
import idpOrchestrator, {
  createIdpFlowConditionalDecision,
  idpFlowConditions,
} from '@idp/backstage-plugin-idp-orchestrator-backend';
import { authFactory } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/authFactory';
import { createClosingDatabases } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/closingDatabases';
import { flowReadPermission } from '@idp/backstage-plugin-idp-orchestrator-common';
import searchModule from '../index';

const CAREFUL = 'user:default/careful';

/** A document as the search tells of it. */
export interface Found {
  type: string;
  document: { title: string; location: string };
}

/** Everybody sees all flows, except one who sees those of a low risk only. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy: extension }) {
        extension.setPolicy({
          handle: async ({ permission }, user) =>
            isPermission(permission, flowReadPermission) &&
            user?.info.userEntityRef === CAREFUL
              ? createIdpFlowConditionalDecision(
                  permission,
                  idpFlowConditions.riskAtMost({ risk: 'low' }),
                )
              : { result: AuthorizeResult.ALLOW },
        });
      },
    });
  },
});

/** Backstage's search, with its own engine in memory, beside an orchestrator with the flows of a folder. */
export async function startSearch(flows: string, collator = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-search-'));
  const flowsDirectory = path.join(folder, 'flows');
  await cp(flows, flowsDirectory, { recursive: true });
  const scriptsDirectory = path.join(folder, 'scripts');
  await mkdir(scriptsDirectory);
  const databases = createClosingDatabases();
  const backend = await startTestBackend({
    features: [
      databases.factory,
      searchPlugin,
      searchModule,
      idpOrchestrator,
      permissionBackend,
      policy,
      authFactory,
      httpAuthServiceFactory,
      actionsRegistryServiceFactory,
      mockServices.permissions.factory(),
      schedulerServiceFactory,
      mockServices.rootLogger.factory({ level: 'none' }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost' },
          permission: { enabled: true },
          search: { collators: { idpOrchestrator: collator } },
          idpOrchestrator: {
            flowsDirectory,
            scriptsDirectory,
            environments: { development: {} },
            spoolDirectory: path.join(folder, 'spool'),
          },
        },
      }),
    ],
  });
  const find = async (term: string, user?: string): Promise<Found[]> => {
    const query = new URLSearchParams({ term });
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/search/query?${query}`,
      { headers: { authorization: mockCredentials.user.header(user) } },
    );
    const answer = await response.json();
    if (answer.error?.name === 'MissingIndexError') return [];
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer.results;
  };
  return {
    careful: CAREFUL,
    find,
    /** Asks until something is found: an index comes to be after the start. */
    async untilFound(term: string): Promise<Found[]> {
      for (;;) {
        const found = await find(term);
        if (found.length) return found;
        await sleep(200);
      }
    },
    async stop() {
      await backend.stop();
      await databases.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
